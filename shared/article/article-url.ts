import type { Site } from '../site.ts';

/** Where the site has an article's page: the path of its canonical URL. Any other slug before the id is found as well. */
export const articlePath = (a: { section: string; slug: string; id: string }): string =>
  `/${segment(a.section)}/${segment(a.slug)}-${a.id}.html`;

/** A lone surrogate has no UTF-8, and `encodeURIComponent` would throw on it. */
const segment = (text: string): string => encodeURIComponent(text.toWellFormed());

/** The article's canonical URL, absolute. */
export const articleUrl = (site: Pick<Site, 'url'>, a: { section: string; slug: string; id: string }): string =>
  site.url + articlePath(a);

/** Where the public bucket has the page, whatever its URL says. */
export const pageKey = (articleId: string): string => `pages/${articleId}.html`;

/** The article whose page this object is, or undefined for any other object. */
export const articleIdOfPage = (key: string): string | undefined => /^pages\/([a-z2-7]{16})\.html$/.exec(key)?.[1];
