import { FEED_CACHE } from '../cache-control.ts';
import { partName } from '../feed/archive/archive-url.ts';
import type { Bounds, NotedBound } from '../feed/archive/bounds.ts';
import type { Target } from '../feed/converge.ts';
import { ALL } from '../feed/feed-id.ts';
import { markup } from '../markup.ts';
import type { Site } from '../site.ts';
import { SITEMAP_TYPE, sitemapKey } from './article-sitemap.ts';
import { LATEST_SITEMAP } from './latest-sitemap.ts';

export const SITEMAP_INDEX = 'sitemap.xml';

/**
 * The index of sitemaps (sitemaps.org 0.9): that of the newest articles, which changes all the time, and one of each archived part of
 * the feed of all, with when an article in it changed last. It takes a query for each MB of bounds, some ten thousand parts, and changes
 * only when a part is added or changes.
 */
export const sitemapIndexTarget = ({ bounds, site }: { bounds: Bounds; site: Site }): Target<NotedBound[]> => ({
  keys: [SITEMAP_INDEX],
  read: () => allOf(bounds.all(ALL)),
  render: (all) => [
    { key: SITEMAP_INDEX, body: renderIndex(all, site), contentType: SITEMAP_TYPE, cacheControl: FEED_CACHE },
  ],
});

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function renderIndex(bounds: readonly NotedBound[], site: Site): string {
  // The last bound begins the tail.
  const parts = bounds.slice(0, -1).reverse();
  const archived = parts.map(({ bound, changedAt }) => ({ key: sitemapKey(partName(bound)), changedAt }));
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>${site.url}/${LATEST_SITEMAP}</loc></sitemap>
${archived.map(({ key, changedAt }) => markup`<sitemap><loc>${site.url}/${key}</loc>${changedAt && markup`<lastmod>${changedAt}</lastmod>`}</sitemap>\n`)}</sitemapindex>
`.text;
}
