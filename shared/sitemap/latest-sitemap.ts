import type { PresentOutput } from '../feed/converge.ts';
import type { FeedView } from '../feed/feed-view.ts';
import type { Site } from '../site.ts';
import { renderSitemap, sitemapKey } from './article-sitemap.ts';

const NAME = 'latest';

export const LATEST_SITEMAP = sitemapKey(NAME);

/**
 * The fronts of the site, and the articles that are not in an archived part of the feed of all: those have sitemaps of their own, so
 * that each article is in one.
 */
export function renderLatestSitemap({ items, tailFrom }: FeedView, site: Site): PresentOutput {
  const fronts = [`${site.url}/`, ...site.sections.map((section) => `${site.url}/${section}/`)];
  const latest = items.filter((it) => tailFrom === undefined || `${it.publishedAt}#${it.articleId}` >= tailFrom);
  return renderSitemap(NAME, latest, site, fronts);
}
