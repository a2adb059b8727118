import { cardOf } from '../article/card.ts';
import type { ArticleDocument } from '../article/document.ts';
import { isVisible } from '../article/visibility.ts';
import { FEED_CACHE } from '../cache-control.ts';
import type { Site } from '../site.ts';
import { type Clock, toInstant } from '../time.ts';
import { renderAtom } from './atom.ts';
import type { Output, Target } from './converge.ts';
import type { FeedEntry } from './feed-entry.ts';
import { renderFeedPage } from './feed-page.ts';
import { type FeedFile, feedFileKey } from './feed-url.ts';
import { FEED_LENGTH, type FeedView, feedViewOf, type ResolvedEntry } from './feed-view.ts';
import { renderJsonFeed } from './json-feed.ts';
import { renderRss } from './rss.ts';

/** The entries of a feed, strongly consistent, newest first. */
export interface FeedEntries {
  entries(feedId: string, limit: number): Promise<FeedEntry[]>;
}

/** The immutable documents of articles. */
export interface Documents {
  document(articleId: string, version: number): Promise<ArticleDocument>;
}

export interface FeedDeps {
  feeds: FeedEntries;
  documents: Documents;
  site: Site;
  clock: Clock;
}

/** All files of one feed, from its entries. One query to read, and one GET for each entry without a card. */
export const feedTarget = (feedId: string, deps: FeedDeps): Target<FeedView> => ({
  keys: feedKeys(feedId),
  read: () => readFeed(feedId, deps),
  render: (view) => renderFeed(view, deps.site),
});

/** The keys of all files of one feed. */
export const feedKeys = (feedId: string): string[] => FILES.map((file) => feedFileKey(feedId, file));

const FILES: readonly FeedFile[] = ['rss', 'atom', 'json', 'page'];

async function readFeed(feedId: string, { feeds, documents, site, clock }: FeedDeps): Promise<FeedView> {
  const entries = await feeds.entries(feedId, FEED_LENGTH);
  const now = toInstant(clock());
  // An entry stands exactly while its article is visible, but the clock that takes it away ticks once a minute.
  const visible = entries.filter((entry) => isVisible({ ...entry, pubStatus: 'usable' }, now));
  const resolved = await Promise.all(
    visible.map(
      async (entry): Promise<ResolvedEntry> => ({
        ...entry,
        card: entry.card ?? cardOf(await documents.document(entry.id, entry.version)),
      }),
    ),
  );
  return feedViewOf(feedId, resolved, site);
}

const CONTENT_TYPES: Record<FeedFile, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json',
  page: 'text/html; charset=utf-8',
};

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
    contentType: CONTENT_TYPES[file],
    cacheControl: FEED_CACHE,
  }));
