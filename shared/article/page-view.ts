import { type Site, tagUri } from '../site.ts';
import type { Instant } from '../time.ts';
import type { Article } from './article.ts';
import type { ArticleImages } from './article-images.ts';
import { articleUrl } from './article-url.ts';
import type { ArticleDocument } from './document.ts';

/** Everything that an article's page says: the page is a function of this and the site. */
export interface PageView {
  id: string;
  articleId: string;
  url: string;
  headline: string;
  subheadline?: string;
  summary: string;
  bodyHtml: string;
  byline?: string;
  authors: string[];
  dateline?: string;
  credit?: string;
  usageterms?: string;
  canonicalSource?: string;
  section: string;
  tags: string[];
  language: string;
  publishedAt: Instant;
  updatedAt: Instant;
  correctionNote?: string;
  wordCount: number;
  readingMinutes: number;
  /** Absent where there are none. */
  images?: ArticleImages;
  /** The images that its feeds show, by the id of the note: not to be seen here, but to be compared. */
  noted?: string;
}

/**
 * The view of an article that is visible, from its item and the content document of its version. Where both say something,
 * the item counts: an editor's act changes the item alone.
 */
export function pageViewOf(
  article: Article & { publishedAt: Instant },
  document: ArticleDocument,
  site: Site,
  images?: ArticleImages,
): PageView {
  const optional = {
    subheadline: document.subheadline,
    byline: article.byline,
    dateline: document.dateline,
    credit: article.credit,
    usageterms: article.usageterms,
    canonicalSource: article.canonicalSource,
    correctionNote: article.correctionNote,
  };
  return {
    id: tagUri(site, `article/${article.id}`),
    articleId: article.id,
    url: articleUrl(site, article),
    headline: article.headline,
    summary: article.summary,
    bodyHtml: document.bodyHtml,
    authors: article.authors,
    section: article.section,
    tags: article.tags,
    language: article.language,
    publishedAt: article.publishedAt,
    updatedAt: article.updatedAt,
    wordCount: article.wordCount,
    readingMinutes: article.readingMinutes,
    ...definedOnly(optional),
    ...(images && { images }),
    ...(article.images && { noted: article.images.id }),
  };
}

type Defined<T> = { [K in keyof T]?: NonNullable<T[K]> };

const definedOnly = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Defined<T>;
