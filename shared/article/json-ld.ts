import { xmlChars } from '../markup.ts';
import type { Site } from '../site.ts';
import { webUrl } from '../web-url.ts';
import { choiceOf, renditionUrl } from './figure.ts';
import type { PageView } from './page-view.ts';

/** The article as schema.org `NewsArticle` in JSON-LD. What the source did not say is undefined. */
export function newsArticle(page: PageView, site: Site) {
  const publisher = { '@type': 'NewsMediaOrganization', name: site.title, url: `${site.url}/` };
  return {
    '@context': 'https://schema.org' as const,
    '@type': 'NewsArticle' as const,
    '@id': page.id,
    url: page.url,
    mainEntityOfPage: page.url,
    headline: page.headline,
    alternativeHeadline: page.subheadline,
    description: page.summary,
    image: imagesOf(page, site),
    datePublished: page.publishedAt,
    dateModified: page.updatedAt,
    author: authorOf(page) ?? publisher,
    publisher,
    inLanguage: page.language,
    articleSection: page.section,
    keywords: page.tags.length > 0 ? page.tags : undefined,
    wordCount: page.wordCount,
    timeRequired: `PT${page.readingMinutes}M`,
    dateline: page.dateline,
    creditText: page.credit,
    copyrightNotice: page.usageterms,
    isBasedOn: webUrl(page.canonicalSource),
    correction: page.correctionNote,
    isAccessibleForFree: true,
  };
}

/**
 * The same, ready to stand in a `script` element: `<`, `>` and `&` are written as JSON escapes, so that nothing in it can close
 * the element or open a comment.
 */
export const newsArticleJson = (page: PageView, site: Site): string =>
  JSON.stringify(newsArticle(page, site), clean).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);

function imagesOf({ articleId, images }: PageView, site: Site) {
  const all = (images?.all ?? []).map((image) => {
    const words = { caption: image.caption, creditText: image.credit };
    if ('remote' in image) return { '@type': 'ImageObject', url: image.remote, ...words };
    const rendition = choiceOf(image.asset).at(-1);
    const url = rendition && renditionUrl({ articleId, origin: site.url }, image.asset, rendition);
    return { '@type': 'ImageObject', url, width: rendition?.width, height: rendition?.height, ...words };
  });
  return all.length > 0 ? all : undefined;
}

function authorOf(page: PageView) {
  if (page.authors.length > 0) return page.authors.map((name) => ({ '@type': 'Person', name }));
  if (page.byline) return { '@type': 'Person', name: page.byline };
  return page.credit ? { '@type': 'Organization', name: page.credit } : undefined;
}

const clean = (_key: string, value: unknown): unknown => (typeof value === 'string' ? xmlChars(value) : value);
