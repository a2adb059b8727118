import * as z from 'zod';
import { instant } from '../time.ts';
import { type Comment, commentStatus } from './comment.ts';

/** One decision, for the audit: who decided what, on which text, when and why. */
export const decision = z.object({
  id: z.string(),
  commentId: z.string(),
  /** `hide` and `restore` are what befalls all that someone has posted. */
  verdict: z.enum(['approve', 'reject', 'spam', 'delete', 'feature', 'unfeature', 'hide', 'restore']),
  revision: z.int(),
  from: commentStatus,
  to: commentStatus,
  reason: z.string().exactOptional(),
  by: z.string(),
  at: instant,
});

export type Decision = z.infer<typeof decision>;

/**
 * A comment before and after, and whose counters go with it. All of it is written in one transaction, which holds only if the
 * comment, and the root where it is not PUBLISHED, are still as they were read (invariant 6).
 */
export interface Change {
  /** Absent for a comment that is new. */
  before?: Comment;
  after: Comment;
  /** The head of its thread as it was read, for a reply that enters or leaves the ranks of the PUBLISHED. */
  root?: Comment;
  decision?: Decision;
  /** The text that an edit replaces. */
  revision?: Revision;
}

/** A text that a comment had, since when. */
export const revision = z.object({ commentId: z.string(), revision: z.int(), text: z.string(), at: instant });

export type Revision = z.infer<typeof revision>;

/** By how much the article's counter, and the root's of replies, changes. */
export const countDelta = ({ before, after }: Pick<Change, 'before' | 'after'>): -1 | 0 | 1 => {
  const was = before?.status === 'PUBLISHED';
  const is = after.status === 'PUBLISHED';
  if (was === is) return 0;
  return is ? 1 : -1;
};

/** The head of the thread, for a change of a reply that counts in it. One read, or none. */
export async function rootOf(
  { before, after }: Pick<Change, 'before' | 'after'>,
  comments: { find(id: string): Promise<Comment | undefined> },
): Promise<Pick<Change, 'root'>> {
  const counts = after.parentId !== undefined && countDelta({ ...(before && { before }), after }) !== 0;
  const root = counts && after.parentId !== undefined ? await comments.find(after.parentId) : undefined;
  return root ? { root } : {};
}
