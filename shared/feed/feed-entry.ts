import * as z from 'zod';
import { lastOp } from '../article/article.ts';
import { instant } from '../time.ts';

/** What a list or a summary feed shows of an article without opening its content document. */
export const card = z.object({
  headline: z.string(),
  slug: z.string(),
  section: z.string(),
  byline: z.string().optional(),
  authors: z.array(z.string()),
  credit: z.string().optional(),
  canonicalSource: z.string().optional(),
  tags: z.array(z.string()),
  language: z.string(),
  summary: z.string(),
  wordCount: z.number().int(),
  readingMinutes: z.number().int(),
});

export type Card = z.infer<typeof card>;

/**
 * Membership of one article in one feed, the item `FEED#<feedId>` / `<publishedAt>#<id>`, at most 1 KB. It stands in the
 * table exactly while the article is visible. `card` is absent when it would not fit: the content document has it then.
 */
export const feedEntry = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  version: z.number().int(),
  publishedAt: instant,
  updatedAt: instant,
  expires: instant.optional(),
  lastOp,
  correctionNote: z.string().optional(),
  card: card.optional(),
});

export type FeedEntry = z.infer<typeof feedEntry>;
