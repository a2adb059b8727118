import type { Article } from '../../shared/article/article.ts';
import type { ArticleImages } from '../../shared/article/article-images.ts';
import { articleUrl } from '../../shared/article/article-url.ts';
import type { Card } from '../../shared/article/card.ts';
import type { ArticleDocument } from '../../shared/article/document.ts';
import { bodyWithImages } from '../../shared/article/figure.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import type { Site } from '../../shared/site.ts';
import { imageBody } from './image-body.ts';

/** An article as lists show it. What its source did not say is null, so that every item has every field. */
export const listedArticle = (entry: FeedEntry & { card: Card }, commentCount: number, site: Site) => ({
  id: entry.id,
  url: articleUrl(site, { ...entry.card, id: entry.id }),
  headline: entry.card.headline,
  byline: entry.card.byline ?? null,
  credit: entry.card.credit ?? null,
  canonicalSource: entry.card.canonicalSource ?? null,
  section: entry.card.section,
  tags: entry.card.tags,
  language: entry.card.language,
  summary: entry.card.summary,
  wordCount: entry.card.wordCount,
  readingMinutes: entry.card.readingMinutes,
  publishedAt: entry.publishedAt,
  updatedAt: entry.updatedAt,
  expires: entry.expires ?? null,
  version: entry.version,
  // An entry stands exactly while its article is usable.
  pubStatus: 'usable' as const,
  lastOp: entry.lastOp,
  correctionNote: entry.correctionNote ?? null,
  commentCount,
});

export type ListedArticle = ReturnType<typeof listedArticle>;

/** The names that `fields` may ask for. */
export const FIELDS = [
  'id',
  'url',
  'headline',
  'byline',
  'credit',
  'canonicalSource',
  'section',
  'tags',
  'language',
  'summary',
  'wordCount',
  'readingMinutes',
  'publishedAt',
  'updatedAt',
  'expires',
  'version',
  'pubStatus',
  'lastOp',
  'correctionNote',
  'commentCount',
] as const satisfies readonly (keyof ListedArticle)[];

export type Field = (typeof FIELDS)[number];

/** One article in full. `headlineSource` is `derived` where the source gave no headline and one was made from its text. */
export const singleArticle = (
  a: Article,
  document: ArticleDocument,
  images: ArticleImages | undefined,
  commentCount: number,
  site: Site,
) => ({
  id: a.id,
  url: articleUrl(site, a),
  headline: a.headline,
  headlineSource: a.headlineSource,
  subheadline: document.subheadline ?? null,
  byline: a.byline ?? null,
  authors: a.authors,
  dateline: document.dateline ?? null,
  credit: a.credit ?? null,
  usageterms: a.usageterms ?? null,
  canonicalSource: a.canonicalSource ?? null,
  slug: a.slug,
  section: a.section,
  tags: a.tags,
  language: a.language,
  languageSource: document.languageSource,
  summary: a.summary,
  bodyHtml: bodyWithImages(document.bodyHtml, images, { articleId: a.id, origin: site.url }),
  images: (images?.all ?? []).map((image) => imageBody(image, { articleId: a.id, origin: site.url })),
  wordCount: a.wordCount,
  readingMinutes: a.readingMinutes,
  publishedAt: a.publishedAt ?? null,
  updatedAt: a.updatedAt,
  publishAt: a.publishAt ?? null,
  embargoed: a.embargoed ?? null,
  expires: a.expires ?? null,
  version: a.version,
  pubStatus: a.pubStatus,
  lastOp: a.lastOp,
  correctionNote: a.correctionNote ?? null,
  commentCount,
});
