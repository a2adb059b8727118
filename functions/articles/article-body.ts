import * as z from 'zod';
import { type Article, lastOp } from '../../shared/article/article.ts';
import type { ArticleImages } from '../../shared/article/article-images.ts';
import { articleUrl } from '../../shared/article/article-url.ts';
import type { Card } from '../../shared/article/card.ts';
import { type ArticleDocument, articleDocument, pubStatus } from '../../shared/article/document.ts';
import { bodyWithImages } from '../../shared/article/figure.ts';
import { type LeadImage, leadImageOf } from '../../shared/article/noted-images.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import type { Site } from '../../shared/site.ts';
import { instant } from '../../shared/time.ts';
import { imageBody, imageBodyOf, leadImageBody, leadImageBodyOf } from './image-body.ts';

/** An article as lists show it. What its source did not say is null, so that every item has every field. */
export const listedArticle = z
  .object({
    id: z.string(),
    url: z.string(),
    headline: z.string(),
    byline: z.string().nullable(),
    credit: z.string().nullable(),
    canonicalSource: z.string().nullable(),
    section: z.string(),
    tags: z.array(z.string()),
    /** BCP 47. */
    language: z.string(),
    summary: z.string(),
    image: leadImageBody.nullable(),
    wordCount: z.int(),
    readingMinutes: z.int(),
    publishedAt: instant.nullable(),
    updatedAt: instant,
    expires: instant.nullable(),
    version: z.int(),
    pubStatus,
    lastOp,
    correctionNote: z.string().nullable(),
    commentCount: z.int(),
  })
  .meta({ id: 'ListedArticle' });

export type ListedArticle = z.infer<typeof listedArticle>;

export type Field = keyof ListedArticle;

/** The names that `fields` may ask for. */
export const FIELDS: readonly Field[] = listedArticle.keyof().options;

/** One article in full. `headlineSource` is `derived` where the source gave no headline and one was made from its text. */
export const fullArticle = listedArticle
  .extend({
    headlineSource: articleDocument.shape.headlineSource,
    subheadline: z.string().nullable(),
    authors: z.array(z.string()),
    dateline: z.string().nullable(),
    usageterms: z.string().nullable(),
    slug: z.string(),
    languageSource: articleDocument.shape.languageSource,
    bodyHtml: z.string(),
    images: z.array(imageBody),
    publishAt: instant.nullable(),
    embargoed: instant.nullable(),
  })
  .meta({ id: 'Article' });

export type FullArticle = z.infer<typeof fullArticle>;

export const listedArticleOf = (
  entry: FeedEntry & { card: Card },
  lead: LeadImage | undefined,
  commentCount: number,
  site: Site,
): ListedArticle => ({
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
  image: leadBody(lead, entry.id, site),
  wordCount: entry.card.wordCount,
  readingMinutes: entry.card.readingMinutes,
  publishedAt: entry.publishedAt,
  updatedAt: entry.updatedAt,
  expires: entry.expires ?? null,
  version: entry.version,
  // An entry stands exactly while its article is usable.
  pubStatus: 'usable',
  lastOp: entry.lastOp,
  correctionNote: entry.correctionNote ?? null,
  commentCount,
});

const leadBody = (lead: LeadImage | undefined, articleId: string, site: Site) =>
  lead ? leadImageBodyOf(lead, { articleId, origin: site.url }) : null;

export const fullArticleOf = (
  a: Article,
  document: ArticleDocument,
  images: ArticleImages | undefined,
  commentCount: number,
  site: Site,
): FullArticle => ({
  id: a.id,
  url: articleUrl(site, a),
  headline: a.headline,
  headlineSource: document.headlineSource,
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
  image: leadBody(images && leadImageOf(images), a.id, site),
  bodyHtml: bodyWithImages(document.bodyHtml, images, { articleId: a.id, origin: site.url }),
  images: (images?.all ?? []).map((image) => imageBodyOf(image, { articleId: a.id, origin: site.url })),
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
