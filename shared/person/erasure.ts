import { createHash } from 'node:crypto';
import * as z from 'zod';
import { instant } from '../time.ts';

/** Whose data they are: all of one poster, or the one comment that a guest's edit token opens, as an address is not proven by it. */
export type Subject = { poster: string } | { commentId: string };

/** How many of each were removed. */
export const removed = z.object({
  comments: z.int().default(0),
  earlierTexts: z.int().default(0),
  likes: z.int().default(0),
  flags: z.int().default(0),
  standing: z.int().default(0),
});

export type Removed = z.infer<typeof removed>;

/** How far an erasure has come, the item `ERASURE#<id>`. */
export const erasure = removed.extend({
  schemaVersion: z.literal(1),
  id: z.string(),
  requestedAt: instant,
  /** Whether all that was found is gone. */
  done: z.boolean().default(false),
  /** Whose data they are, until they have been looked for once more: what was posted at the same moment may be found only then. */
  poster: z.string().optional(),
  commentId: z.string().optional(),
});

export type Erasure = z.infer<typeof erasure>;

/** An entry of the list of erasures: enough to do one again in a table that was brought back to an earlier time. */
export const listedErasure = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  requestedAt: instant,
  /** A comment by which its poster is found where it has not been erased: the oldest. */
  commentId: z.string().optional(),
});

export type ListedErasure = z.infer<typeof listedErasure>;

/** The id of an erasure: a hash of whose data they are. */
export const erasureIdOf = (subject: Subject): string =>
  createHash('sha256')
    .update(JSON.stringify(['erasure', 'poster' in subject ? subject.poster : ['comment', subject.commentId]]))
    .digest('base64url')
    .slice(0, 22);

export const subjectOf = ({ poster, commentId }: Pick<Erasure, 'poster' | 'commentId'>): Subject | undefined => {
  if (poster !== undefined) return { poster };
  return commentId === undefined ? undefined : { commentId };
};
