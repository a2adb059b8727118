import { FEED_CACHE } from '../cache-control.ts';
import type { Target } from '../feed/converge.ts';
import type { Site } from '../site.ts';
import { NEWS_SITEMAP } from './news-sitemap.ts';
import { SITEMAP_INDEX } from './sitemap-index.ts';

export const ROBOTS = 'robots.txt';

/** What crawlers may read (RFC 9309), which is all but the API, and where the sitemaps are. */
export const robotsTarget = ({ site }: { site: Pick<Site, 'url'> }): Target<string> => ({
  keys: [ROBOTS],
  read: () => Promise.resolve(site.url),
  render: (url) => [
    {
      key: ROBOTS,
      body: `User-agent: *\nDisallow: /api/\n\nSitemap: ${url}/${SITEMAP_INDEX}\nSitemap: ${url}/${NEWS_SITEMAP}\n`,
      contentType: 'text/plain; charset=utf-8',
      cacheControl: FEED_CACHE,
    },
  ],
});
