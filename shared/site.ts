import type { SavedFeeds } from './feed/saved-feed.ts';
import type { Settings } from './settings.ts';

/** The publication as its pages and feeds present it. */
export interface Site {
  /** Absolute, without a slash at the end. */
  url: string;
  title: string;
  description: string;
  language: string;
  /** IANA zone in which pages show times. */
  zone: string;
  sections: readonly string[];
  /** What some sections are called; see `sectionName`. */
  sectionNames: Readonly<Record<string, string>>;
  savedFeeds: SavedFeeds;
  /** The WebSub hub of its feeds, if it has one. */
  hub?: string;
  /** What feeds have of an article. */
  feedContent: Settings['feeds']['content'];
  /** `{domain},{date}` of every `tag:` URI (RFC 4151). Ids must outlive a change of domain, so a stage should set it. */
  tagAuthority: string;
}

/** The year in which this software began to mint ids, for a stage that names no authority of its own. */
const FIRST_YEAR = '2026';

export function siteOf(siteUrl: string, settings: Settings): Site {
  return {
    url: siteUrl.replace(/\/+$/, ''),
    title: settings.title,
    description: settings.description || settings.title,
    language: settings.defaultLanguage,
    zone: settings.defaultZone,
    sections: settings.sections,
    sectionNames: settings.sectionNames,
    savedFeeds: settings.savedFeeds,
    ...(settings.hub !== undefined && { hub: settings.hub }),
    feedContent: settings.feeds.content,
    tagAuthority: settings.tagAuthority ?? `${new URL(siteUrl).hostname},${FIRST_YEAR}`,
  };
}

/** The permanent id of something that this publication published, e.g. `tag:news.example,2026:article/abc`. Never a URL. */
export const tagUri = (site: Pick<Site, 'tagAuthority'>, specific: string): string =>
  `tag:${site.tagAuthority}:${specific}`;

/** A section as people read it: the stage's name for it, or else its id in words (`world-news` is “World news”). */
export const sectionName = (site: Pick<Site, 'sectionNames'>, section: string): string =>
  (Object.hasOwn(site.sectionNames, section) ? site.sectionNames[section] : undefined) ?? inWords(section);

/** An id of hyphenated words as a title. */
export const inWords = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
