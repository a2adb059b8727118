import type { Target } from './feed/converge.ts';
import type { FeedDeps } from './feed/feed-target.ts';
import { OPML, opmlTarget, type Registry } from './feed/opml.ts';
import { NEWS_SITEMAP, newsSitemapTarget } from './sitemap/news-sitemap.ts';
import { ROBOTS, robotsTarget } from './sitemap/robots.ts';
import { SITEMAP_INDEX, sitemapIndexTarget } from './sitemap/sitemap-index.ts';

export type SiteFileDeps = FeedDeps & { feeds: Registry };

/** The public objects that a site has one of. */
export const SITE_FILES = [OPML, ROBOTS, SITEMAP_INDEX, NEWS_SITEMAP] as const;

export type SiteFile = (typeof SITE_FILES)[number];

const TARGETS: Record<SiteFile, (deps: SiteFileDeps) => Target<unknown>> = {
  [OPML]: opmlTarget,
  [ROBOTS]: robotsTarget,
  [SITEMAP_INDEX]: sitemapIndexTarget,
  [NEWS_SITEMAP]: newsSitemapTarget,
};

export const siteFileTarget = (file: SiteFile, deps: SiteFileDeps): Target<unknown> => TARGETS[file](deps);
