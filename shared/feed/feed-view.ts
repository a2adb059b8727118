import { articleUrl } from '../article/article-url.ts';
import type { Card } from '../article/card.ts';
import { mediaKey } from '../article/image.ts';
import { type LeadImage, narrowerFile } from '../article/noted-images.ts';
import { type Site, tagUri } from '../site.ts';
import { type Instant, latest } from '../time.ts';
import { webUrl } from '../web-url.ts';
import { archiveUrls } from './archive/archive-url.ts';
import { type Bound, monthOf } from './archive/bounds.ts';
import type { FeedEntry } from './feed-entry.ts';
import type { NamedFeed } from './feed-id.ts';
import { feedTitle, languageOf } from './feed-title.ts';
import { type FeedFile, feedFileUrl, feedHomeUrl } from './feed-url.ts';

/** How many articles a feed shows: the newest, and among equals the higher id first (the order of the entries in the table). */
export const FEED_LENGTH = 50;

/**
 * An entry with what is shown of it, be it from the entry itself or from its documents: its card, a lead image that did not fit, and
 * where whole texts are shown its own as HTML.
 */
export type ResolvedEntry = FeedEntry & { card: Card; lead?: LeadImage; content?: string };

/** One of our own images, as feeds show it. Pixels and bytes; `files` are its addresses by their widths, the narrowest first. */
export interface FeedImage
  extends Pick<LeadImage, 'type' | 'bytes' | 'width' | 'height' | 'alt' | 'caption' | 'credit'> {
  url: string;
  files: { url: string; width: number }[];
}

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
  image?: FeedImage;
  /** The whole text as HTML, with what was corrected. Absent in a feed of summaries. */
  content?: string;
}

type FeedUrls = Record<FeedFile | 'home', string>;

/**
 * One feed document as a value: what all its formats are rendered from, and nothing that its entries and the stage do not say. With the
 * documents before it, it makes the whole feed (RFC 5005, archived feeds).
 */
export interface FeedView {
  feedId: string;
  id: string;
  title: string;
  description: string;
  language: string;
  urls: FeedUrls;
  /** The WebSub hub that is told when this document changes. Archives have none: they change with what is in them alone. */
  hub?: string;
  /** The archive before this document; undefined where the feed begins. */
  older?: Record<FeedFile, string>;
  /** Of an archive: its month (`2026-10`), and where the newest articles are. */
  archive?: { month: string; current: FeedUrls };
  /** Where the tail begins: what is older stands in archives as well. */
  tailFrom?: Bound;
  /** How many of the first items are all the news that there is, where that is known. */
  news?: number;
  /** The latest change of any item; undefined for a feed without items. Never the time of rendering. */
  updatedAt?: Instant;
  items: FeedItem[];
}

/**
 * The view of a feed from its visible entries, newest first, what the registry calls its subject, and its last bounds, newest first.
 * Pure.
 */
export function feedViewOf(
  feed: NamedFeed,
  entries: readonly ResolvedEntry[],
  site: Site,
  [tailFrom, newestArchive]: readonly Bound[] = [],
): FeedView {
  return {
    ...viewOf(feed, entries.slice(0, FEED_LENGTH), urlsOf(feed, site), site),
    ...(site.hub !== undefined && { hub: site.hub }),
    ...(newestArchive !== undefined && { older: archiveUrls(site, feed.feedId, newestArchive) }),
    ...(tailFrom !== undefined && { tailFrom }),
  };
}

/** The view of the archived part of a feed that begins at a bound and comes after the one that begins at `before`. Pure. */
export function archiveViewOf(
  feed: NamedFeed,
  { bound, before }: { bound: Bound; before?: Bound | undefined },
  entries: readonly ResolvedEntry[],
  site: Site,
): FeedView {
  const urls = archiveUrls(site, feed.feedId, bound);
  return {
    ...viewOf(feed, entries, { ...urls, home: urls.page }, site),
    ...(before !== undefined && { older: archiveUrls(site, feed.feedId, before) }),
    archive: { month: monthOf(bound), current: urlsOf(feed, site) },
  };
}

function viewOf(feed: NamedFeed, entries: readonly ResolvedEntry[], urls: FeedUrls, site: Site): FeedView {
  const { feedId } = feed;
  const items = entries.map((entry) => feedItemOf(entry, site));
  const updatedAt = latest(...items.map((item) => item.updatedAt));
  return {
    feedId,
    id: tagUri(site, `feeds/${feedId}`),
    title: feedTitle(feed, site),
    description: site.description,
    language: languageOf(feedId, site),
    urls,
    ...(updatedAt && { updatedAt }),
    items,
  };
}

const urlsOf = ({ feedId }: NamedFeed, site: Site): FeedUrls => ({
  home: feedHomeUrl(site, feedId),
  rss: feedFileUrl(site, feedId, 'rss'),
  atom: feedFileUrl(site, feedId, 'atom'),
  json: feedFileUrl(site, feedId, 'json'),
  page: feedFileUrl(site, feedId, 'page'),
});

export function feedItemOf({ card, lead, content, ...entry }: ResolvedEntry, site: Site): FeedItem {
  const sourceUrl = webUrl(card.canonicalSource);
  const shown = lead ?? entry.images?.lead;
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
    ...(shown && { image: imageOf(shown, entry.id, site) }),
    ...(content !== undefined && { content }),
  };
}

function imageOf({ assetId, name, narrower, ...shown }: LeadImage, articleId: string, site: Site): FeedImage {
  const urlOf = (file: string) => `${site.url}/${mediaKey(articleId, assetId, file)}`;
  const url = urlOf(name);
  const files = narrower.map((width) => ({ url: urlOf(narrowerFile(width)), width }));
  return { url, ...shown, files: [...files, { url, width: shown.width }] };
}

function authorsOf(card: Card): string[] {
  if (card.authors.length > 0) return card.authors;
  const name = card.byline ?? card.credit;
  return name ? [name] : [];
}
