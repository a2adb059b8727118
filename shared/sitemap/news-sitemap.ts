import { FEED_CACHE } from '../cache-control.ts';
import type { PresentOutput, Target } from '../feed/converge.ts';
import type { FeedEntry } from '../feed/feed-entry.ts';
import { ALL } from '../feed/feed-id.ts';
import type { FeedDeps } from '../feed/feed-target.ts';
import { type FeedItem, feedItemOf } from '../feed/feed-view.ts';
import { isCurrent, resolveCurrent } from '../feed/resolve-entry.ts';
import { type Markup, markup } from '../markup.ts';
import type { Site } from '../site.ts';
import { type Clock, type Instant, toInstant } from '../time.ts';
import { SITEMAP_TYPE, sitemapKey } from './article-sitemap.ts';

export const NEWS_SITEMAP = sitemapKey('news');

/** What is news, by its first publication, and how many articles Google takes of it. */
const NEWS_MS = 48 * 3_600_000;
const MOST_NEWS = 1000;

/**
 * The news sitemap (sitemap-news 0.9): what was first published within 48 hours of the clock, newest first. A query for each MB of
 * entries, and one GET for each entry without a card.
 */
export const newsSitemapTarget = (deps: FeedDeps): Target<FeedItem[]> => ({
  keys: [NEWS_SITEMAP],
  read: () => readNews(deps),
  render: (items) => [renderNewsSitemap(items, deps.site)],
});

async function readNews(deps: FeedDeps): Promise<FeedItem[]> {
  const entries = await deps.feeds.entries(ALL, MOST_NEWS, { from: newsFrom(deps.clock) });
  const shown = await resolveCurrent(entries, deps);
  return shown.map((entry) => feedItemOf(entry, deps.site));
}

/**
 * How many of the newest entries of the feed of all, of which `enough` were asked for, are news; undefined if there may be more news
 * than these.
 */
export function newsAmong(newest: readonly FeedEntry[], enough: number, clock: Clock): number | undefined {
  const from = newsFrom(clock);
  const count = newest.filter((entry) => isCurrent(entry, toInstant(clock())) && entry.publishedAt >= from).length;
  const oldest = newest.at(-1);
  return newest.length < enough || (oldest && oldest.publishedAt < from) ? count : undefined;
}

const newsFrom = (clock: Clock): Instant => toInstant(new Date(clock().getTime() - NEWS_MS));

export const renderNewsSitemap = (items: readonly FeedItem[], site: Site): PresentOutput => ({
  key: NEWS_SITEMAP,
  body: renderNews(items, site),
  contentType: SITEMAP_TYPE,
  cacheControl: FEED_CACHE,
});

/** Without news it names the front page alone, since a sitemap of nothing would not be valid. */
const renderNews = (items: readonly FeedItem[], site: Site): string =>
  markup`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${items.length > 0 ? items.map((it) => newsOf(it, site)) : markup`<url><loc>${site.url}/</loc></url>\n`}</urlset>
`.text;

const newsOf = (it: FeedItem, site: Site): Markup => markup`<url>
<loc>${it.url}</loc>
<news:news>
<news:publication><news:name>${site.title}</news:name><news:language>${newsLanguage(it.language)}</news:language></news:publication>
<news:publication_date>${it.publishedAt}</news:publication_date>
<news:title>${it.headline}</news:title>
</news:news>
</url>
`;

/** A language as the news sitemap takes it: by its ISO 639 code alone, but for the two ways to write Chinese. */
function newsLanguage(tag: string): string {
  const [primary = '', ...rest] = tag.toLowerCase().split('-');
  if (primary !== 'zh') return primary;
  return rest.some((subtag) => ['hant', 'tw', 'hk', 'mo'].includes(subtag)) ? 'zh-tw' : 'zh-cn';
}
