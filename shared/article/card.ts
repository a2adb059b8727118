import * as z from 'zod';
import type { ArticleDocument } from './document.ts';

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

/** The card of a document. Tags show by their names. */
export const cardOf = (document: ArticleDocument): Card =>
  card.parse({ ...document, tags: document.tags.map((tag) => tag.name) });
