import { FEED_CACHE } from '../cache-control.ts';
import type { PresentOutput } from '../feed/converge.ts';
import type { FeedItem } from '../feed/feed-view.ts';
import { type Markup, markup } from '../markup.ts';
import type { Site } from '../site.ts';

/** Where the public bucket has a sitemap that the index lists; its URL has the same path. */
export const sitemapKey = <Name extends string>(name: Name) => `sitemaps/${name}.xml` as const;

export const SITEMAP_TYPE = 'application/xml; charset=utf-8';

/** Where an article is, when it changed last, and the image that leads it. */
type Shown = Pick<FeedItem, 'url' | 'updatedAt' | 'image'>;

/**
 * Articles, and other pages before them, as a sitemap (sitemaps.org 0.9), with the images that lead them (Google's sitemap-image
 * 1.1). One of nothing would not be valid: it names the front page then.
 */
export function renderSitemap(name: string, items: readonly Shown[], site: Site, pages: string[] = []): PresentOutput {
  const fronts = pages.length + items.length > 0 ? pages : [`${site.url}/`];
  const body = markup`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${fronts.map((url) => markup`<url><loc>${url}</loc></url>\n`)}${items.map(place)}</urlset>
`.text;
  return { key: sitemapKey(name), body, contentType: SITEMAP_TYPE, cacheControl: FEED_CACHE };
}

const place = ({ url, updatedAt, image }: Shown): Markup =>
  markup`<url><loc>${url}</loc><lastmod>${updatedAt}</lastmod>${
    image && markup`<image:image><image:loc>${image.url}</image:loc></image:image>`
  }</url>\n`;

/** The name of a sitemap by its object; undefined of any other. */
export const nameOfSitemap = (key: string): string | undefined => /^sitemaps\/([^/]+)\.xml$/.exec(key)?.[1];
