import type { Comment, CommentStatus } from '../../shared/comment/comment.ts';
import type { Instant } from '../../shared/time.ts';
import type { Comments } from './ports.ts';

/** What a moderator says of a comment. */
export type Verdict = 'approve' | 'reject' | 'spam';

/** One decision, for the audit: who decided what, on which text, when and why. */
export interface Decision {
  id: string;
  commentId: string;
  verdict: Verdict | 'delete';
  revision: number;
  from: CommentStatus;
  to: CommentStatus;
  reason?: string;
  by: string;
  at: Instant;
}

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
export interface Revision {
  commentId: string;
  revision: number;
  text: string;
  at: Instant;
}

/** By how much the article's counter, and the root's of replies, changes. */
export const countDelta = ({ before, after }: Pick<Change, 'before' | 'after'>): -1 | 0 | 1 => {
  const was = before?.status === 'PUBLISHED';
  const is = after.status === 'PUBLISHED';
  if (was === is) return 0;
  return is ? 1 : -1;
};

const STATUS_OF: Record<Verdict, CommentStatus> = { approve: 'PUBLISHED', reject: 'REJECTED', spam: 'SPAM' };

/** The comment as a verdict leaves it, out of all queues; undefined where it says what was decided already. */
export function judged(before: Comment, verdict: Verdict, now: Instant): Comment | undefined {
  const status = STATUS_OF[verdict];
  const { heldSince, unreviewedSince, reportedSince, flagCount: _, ...rest } = before;
  const waits = (heldSince ?? unreviewedSince ?? reportedSince) !== undefined;
  if (before.status === status && before.reviewedAt !== undefined && !waits) return undefined;
  return { ...rest, status, reviewedAt: now, reviewedAs: status };
}

/** The head of the thread, for a change of a reply that counts in it. One read, or none. */
export async function rootOf(
  { before, after }: Pick<Change, 'before' | 'after'>,
  comments: Pick<Comments, 'find'>,
): Promise<Pick<Change, 'root'>> {
  const counts = after.parentId !== undefined && countDelta({ ...(before && { before }), after }) !== 0;
  const root = counts && after.parentId !== undefined ? await comments.find(after.parentId) : undefined;
  return root ? { root } : {};
}
