import { FEED_CACHE, TOPIC_CACHE } from '../cache-control.ts';
import type { Site } from '../site.ts';
import { LATEST_SITEMAP, renderLatestSitemap } from '../sitemap/latest-sitemap.ts';
import { NEWS_SITEMAP, newsAmong, renderNewsSitemap } from '../sitemap/news-sitemap.ts';
import type { Clock } from '../time.ts';
import type { Below, Bound, Bounds } from './archive/bounds.ts';
import { ENOUGH_OF_FEED, tailCut } from './archive/cuts.ts';
import { renderAtom } from './atom.ts';
import { CHANGES_KEYS, changesTarget } from './changes.ts';
import type { Output, Target } from './converge.ts';
import type { Change, FeedEntry } from './feed-entry.ts';
import { ALL, CHANGES } from './feed-id.ts';
import { renderFeedPage } from './feed-page.ts';
import { type FeedFile, feedFileKey, STORED_FEED_TYPES } from './feed-url.ts';
import { FEED_LENGTH, type FeedView, feedViewOf } from './feed-view.ts';
import { renderJsonFeed } from './json-feed.ts';
import type { Documents, ImageDocuments } from './resolve-entry.ts';
import { resolveItems } from './resolve-item.ts';
import { renderRss } from './rss.ts';

/** The entries of feeds, strongly consistent. */
export interface FeedEntries {
  /** The newest, newest first, of all or of those within a range of sort keys. */
  entries(feedId: string, limit: number, range?: KeyRange): Promise<FeedEntry[]>;
  changes(limit: number): Promise<Change[]>;
  /** What the registry says the feed's subject is called. */
  name(feedId: string): Promise<string | undefined>;
}

/** Sort keys from one, up to or below another. */
export interface KeyRange {
  from?: string | undefined;
  below?: Below | undefined;
  /** Begins at the lower end. */
  oldestFirst?: boolean;
}

export interface FeedDeps {
  feeds: FeedEntries;
  bounds: Bounds;
  documents: Documents & ImageDocuments;
  site: Site;
  clock: Clock;
}

/** What the files of a feed are made of, whichever feed that is. */
export interface FeedState extends Pick<FeedView, 'items' | 'tailFrom'> {
  /** Where the tail has to be cut, before all. */
  cut?: Bound;
}

/**
 * All files of one feed, from its entries. Two queries to read (the entries, the last bounds), a GetItem of the registry once a process,
 * and one GET for each entry without a card.
 */
export const feedTarget = (feedId: string, deps: FeedDeps): Target<FeedState> =>
  feedId === CHANGES ? changesTarget(deps) : entriesTarget(feedId, deps);

const entriesTarget = (feedId: string, deps: FeedDeps): Target<FeedView & FeedState> => ({
  keys: feedKeys(feedId),
  read: () => readFeed(feedId, deps),
  render: (view) => renderFeed(view, deps.site),
});

/** The keys of all files of one feed; of the feed of all, the sitemaps of what is new are among them. */
export const feedKeys = (feedId: string): string[] =>
  feedId === CHANGES
    ? CHANGES_KEYS
    : [...FILES.map((file) => feedFileKey(feedId, file)), ...(feedId === ALL ? [LATEST_SITEMAP, NEWS_SITEMAP] : [])];

async function readFeed(feedId: string, deps: FeedDeps): Promise<FeedView & FeedState> {
  const [entries, bounds, name] = await Promise.all([
    deps.feeds.entries(feedId, ENOUGH_OF_FEED),
    // The tail's own, and that of the archive before it.
    deps.bounds.newest(feedId, 2),
    deps.feeds.name(feedId),
  ]);
  const cut = tailCut(entries, bounds[0]);
  const news = feedId === ALL ? newsAmong(entries, ENOUGH_OF_FEED, deps.clock) : undefined;
  const shown = await resolveItems(entries.slice(0, FEED_LENGTH), deps);
  const view = feedViewOf({ feedId, name }, shown, deps.site, bounds);
  return { ...view, ...(news !== undefined && { news }), ...(cut !== undefined && { cut }) };
}

export const FILES: readonly FeedFile[] = ['rss', 'atom', 'json', 'page'];

const RENDERERS: Record<FeedFile, (view: FeedView, site: Site) => string> = {
  rss: renderRss,
  atom: (view, site) => renderAtom(view, site.title),
  json: (view, site) => renderJsonFeed(view, site.title),
  page: renderFeedPage,
};

/** The files of a document of a feed, wherever they stand. */
export const renderFiles = (view: FeedView, site: Site, keyOf: (file: FeedFile) => string): Output[] =>
  FILES.map((file) => ({
    key: keyOf(file),
    body: RENDERERS[file](view, site),
    contentType: STORED_FEED_TYPES[file],
    cacheControl: view.hub && file !== 'page' ? TOPIC_CACHE : FEED_CACHE,
  }));

/** Every file of the feed. More news than the feed shows is for the clock to put into its sitemap. */
export const renderFeed = (view: FeedView, site: Site): Output[] => [
  ...renderFiles(view, site, (file) => feedFileKey(view.feedId, file)),
  ...(view.feedId === ALL ? [renderLatestSitemap(view, site)] : []),
  ...(view.news === undefined ? [] : [renderNewsSitemap(view.items.slice(0, view.news), site)]),
];
