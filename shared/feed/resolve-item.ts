import { articleImages } from '../article/article-images.ts';
import { articleUrl } from '../article/article-url.ts';
import { leadImageOf } from '../article/noted-images.ts';
import type { Site } from '../site.ts';
import type { Clock } from '../time.ts';
import { feedContent } from './feed-content.ts';
import type { FeedEntry } from './feed-entry.ts';
import type { ResolvedEntry } from './feed-view.ts';
import { type Documents, type ImageDocuments, resolveCurrent } from './resolve-entry.ts';

interface ItemDeps {
  documents: Documents & ImageDocuments;
  site: Site;
  clock: Clock;
}

/**
 * Those of the entries that are to be seen now, with all that a feed shows of them: the lead image, and the whole text where the stage
 * says so. At most a GET of the article's document and one of its images', once a version and process.
 */
export async function resolveItems<E extends FeedEntry>(
  entries: readonly E[],
  deps: ItemDeps,
): Promise<(E & ResolvedEntry)[]> {
  const current = await resolveCurrent(entries, deps);
  return await Promise.all(current.map((entry) => withContent(entry, deps)));
}

async function withContent<E extends ResolvedEntry>(entry: E, { documents, site }: ItemDeps): Promise<E> {
  const { id, images: noted } = entry;
  const isFull = site.feedContent === 'full';
  const [document, shown] = await Promise.all([
    isFull ? documents.document(id, entry.version) : undefined,
    noted && (isFull || !noted.lead) ? documents.images(id, noted.id) : undefined,
  ]);
  const lead = shown && leadImageOf(shown);
  if (!document) return { ...entry, ...(lead && { lead }) };
  // An article that notes none shows none of ours; what stands elsewhere on the web is in its document.
  const images = shown ?? articleImages(document.images ?? [], []);
  const { correctionNote, card } = entry;
  const article = { articleId: id, language: card.language, bodyHtml: document.bodyHtml, correctionNote };
  const content = feedContent(article, images, { site, url: articleUrl(site, { ...card, id }) });
  return { ...entry, ...(lead && { lead }), content };
}
