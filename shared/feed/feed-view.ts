import { articleUrl } from '../article/article-url.ts';
import type { Card } from '../article/card.ts';
import { type Site, tagUri } from '../site.ts';
import { type Instant, latest } from '../time.ts';
import { webUrl } from '../web-url.ts';
import type { FeedEntry } from './feed-entry.ts';
import type { NamedFeed } from './feed-id.ts';
import { feedTitle, languageOf } from './feed-title.ts';
import { type FeedFile, feedFileUrl, feedHomeUrl } from './feed-url.ts';

/** How many articles a feed shows: the newest, and among equals the higher id first (the order of the entries in the table). */
export const FEED_LENGTH = 50;

/** An entry whose card is there, be it from the entry or from the content document. */
export type ResolvedEntry = FeedEntry & { card: Card };

/** One article as every format of a feed shows it. */
export interface FeedItem {
  articleId: string;
  /** A permanent `tag:` URI (RFC 4151). */
  id: string;
  url: string;
  headline: string;
  summary: string;
  /** Who wrote it, or failing that who is credited with it. May be empty. */
  authors: string[];
  credit?: string;
  canonicalSource?: string;
  /** The source again, if it is a web address. */
  sourceUrl?: string;
  section: string;
  tags: string[];
  language: string;
  publishedAt: Instant;
  updatedAt: Instant;
  correctionNote?: string;
}

/** One feed as a value: what all its formats are rendered from, and nothing that its entries and the stage do not say. */
export interface FeedView {
  feedId: string;
  id: string;
  title: string;
  description: string;
  language: string;
  urls: Record<FeedFile | 'home', string>;
  /** The latest change of any item; undefined for a feed without items. Never the time of rendering. */
  updatedAt?: Instant;
  items: FeedItem[];
}

/** The view of a feed from its visible entries, newest first, and what the registry calls its subject. Pure. */
export function feedViewOf({ feedId, name }: NamedFeed, entries: readonly ResolvedEntry[], site: Site): FeedView {
  const items = entries.slice(0, FEED_LENGTH).map((entry) => feedItemOf(entry, site));
  const updatedAt = latest(...items.map((item) => item.updatedAt));
  return {
    feedId,
    id: tagUri(site, `feeds/${feedId}`),
    title: feedTitle({ feedId, name }, site),
    description: site.description,
    language: languageOf(feedId, site),
    urls: {
      home: feedHomeUrl(site, feedId),
      rss: feedFileUrl(site, feedId, 'rss'),
      atom: feedFileUrl(site, feedId, 'atom'),
      json: feedFileUrl(site, feedId, 'json'),
      page: feedFileUrl(site, feedId, 'page'),
    },
    ...(updatedAt && { updatedAt }),
    items,
  };
}

export function feedItemOf({ card, ...entry }: ResolvedEntry, site: Site): FeedItem {
  const sourceUrl = webUrl(card.canonicalSource);
  return {
    articleId: entry.id,
    id: tagUri(site, `article/${entry.id}`),
    url: articleUrl(site, { ...card, id: entry.id }),
    headline: card.headline,
    summary: card.summary,
    authors: authorsOf(card),
    ...(card.credit && { credit: card.credit }),
    ...(card.canonicalSource && { canonicalSource: card.canonicalSource }),
    ...(sourceUrl && { sourceUrl }),
    section: card.section,
    tags: card.tags,
    language: card.language,
    publishedAt: entry.publishedAt,
    updatedAt: entry.updatedAt,
    ...(entry.correctionNote && { correctionNote: entry.correctionNote }),
  };
}

function authorsOf(card: Card): string[] {
  if (card.authors.length > 0) return card.authors;
  const name = card.byline ?? card.credit;
  return name ? [name] : [];
}
