import * as z from 'zod';
import { lastOp } from '../article/article.ts';
import { card } from '../article/card.ts';
import { notedImages } from '../article/noted-images.ts';
import { instant } from '../time.ts';

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
  /** `lead` is absent when it would not fit: the images document has it then. */
  images: notedImages.partial({ lead: true }).optional(),
});

export type FeedEntry = z.infer<typeof feedEntry>;

/** An article that was published and is not to be seen now: what stands in its place in the feed of changes. */
export const tombstone = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  version: z.number().int(),
  changedAt: instant,
  gone: z.literal(true),
  lastOp,
  /** What readers are told of why. */
  reason: z.string().optional(),
});

export type Tombstone = z.infer<typeof tombstone>;

/** The last change of an article that was ever visible, the item `FEED#changes` / `<changedAt>#<id>`: one an article. */
export const change = z.union([tombstone, feedEntry.extend({ changedAt: instant })]);

export type Change = z.infer<typeof change>;
