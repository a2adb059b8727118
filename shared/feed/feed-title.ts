import { inWords, type Site, sectionName } from '../site.ts';
import { CHANGES, type NamedFeed } from './feed-id.ts';

/** What readers see a feed called: the publication, and what the feed has of it. */
export function feedTitle(feed: NamedFeed, site: Site): string {
  const name = nameOf(feed, site);
  return name ? `${site.title} – ${name}` : site.title;
}

/** The language of the feed itself; its items say theirs. */
export function languageOf(feedId: string, site: Site): string {
  const [kind, name = ''] = feedId.split('/');
  if (kind === 'saved') return site.savedFeeds[name]?.language ?? site.language;
  return kind === 'language' ? name : site.language;
}

function nameOf({ feedId, name }: NamedFeed, site: Site): string {
  if (feedId === CHANGES) return 'Changes';
  const slash = feedId.indexOf('/');
  const [kind, id] = slash < 0 ? ['', ''] : [feedId.slice(0, slash), feedId.slice(slash + 1)];
  switch (kind) {
    case 'section':
      return sectionName(site, id);
    case 'saved':
      return site.savedFeeds[id]?.title ?? inWords(id);
    case 'language':
      return languageName(id);
    default:
      return name ?? inWords(id);
  }
}

/** A language by its own speakers' name for it: “Tiếng Việt”. */
function languageName(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
