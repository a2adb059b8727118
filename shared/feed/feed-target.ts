import { FEED_CACHE } from '../cache-control.ts';
import type { Site } from '../site.ts';
import { type Clock, toInstant } from '../time.ts';
import { renderAtom } from './atom.ts';
import { CHANGES_KEYS, changesTarget } from './changes.ts';
import type { Output, Target } from './converge.ts';
import type { Change, FeedEntry } from './feed-entry.ts';
import { CHANGES } from './feed-id.ts';
import { renderFeedPage } from './feed-page.ts';
import { FEED_TYPES, type FeedFile, feedFileKey } from './feed-url.ts';
import { FEED_LENGTH, type FeedView, feedViewOf } from './feed-view.ts';
import { renderJsonFeed } from './json-feed.ts';
import { type Documents, isCurrent, resolveEntry } from './resolve-entry.ts';
import { renderRss } from './rss.ts';

/** The entries of a feed, strongly consistent, newest first. */
export interface FeedEntries {
  entries(feedId: string, limit: number): Promise<FeedEntry[]>;
  changes(limit: number): Promise<Change[]>;
  /** What the registry says the feed's subject is called. */
  name(feedId: string): Promise<string | undefined>;
}

export interface FeedDeps {
  feeds: FeedEntries;
  documents: Documents;
  site: Site;
  clock: Clock;
}

/** What the files of a feed are made of, whichever feed that is. */
export type FeedState = Pick<FeedView, 'items'>;

/**
 * All files of one feed, from its entries. One query to read, a GetItem of the registry once a process, and one GET for each entry
 * without a card.
 */
export const feedTarget = (feedId: string, deps: FeedDeps): Target<FeedState> =>
  feedId === CHANGES ? changesTarget(deps) : entriesTarget(feedId, deps);

const entriesTarget = (feedId: string, deps: FeedDeps): Target<FeedView> => ({
  keys: feedKeys(feedId),
  read: () => readFeed(feedId, deps),
  render: (view) => renderFeed(view, deps.site),
});

/** The keys of all files of one feed. */
export const feedKeys = (feedId: string): string[] =>
  feedId === CHANGES ? CHANGES_KEYS : FILES.map((file) => feedFileKey(feedId, file));

const FILES: readonly FeedFile[] = ['rss', 'atom', 'json', 'page'];

async function readFeed(feedId: string, { feeds, documents, site, clock }: FeedDeps): Promise<FeedView> {
  const [entries, name] = await Promise.all([feeds.entries(feedId, FEED_LENGTH), feeds.name(feedId)]);
  const now = toInstant(clock());
  const current = entries.filter((entry) => isCurrent(entry, now));
  const resolved = await Promise.all(current.map((entry) => resolveEntry(entry, documents)));
  return feedViewOf({ feedId, name }, resolved, site);
}

const RENDERERS: Record<FeedFile, (view: FeedView, site: Site) => string> = {
  rss: renderRss,
  atom: (view, site) => renderAtom(view, site.title),
  json: (view, site) => renderJsonFeed(view, site.title),
  page: renderFeedPage,
};

/** Every file of the feed. */
export const renderFeed = (view: FeedView, site: Site): Output[] =>
  FILES.map((file) => ({
    key: feedFileKey(view.feedId, file),
    body: RENDERERS[file](view, site),
    contentType: FEED_TYPES[file],
    cacheControl: FEED_CACHE,
  }));
