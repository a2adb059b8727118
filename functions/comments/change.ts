import type { Comment, CommentStatus } from '../../shared/comment/comment.ts';
import type { Instant } from '../../shared/time.ts';

/** What a moderator says of a comment. */
export type Verdict = 'approve' | 'reject' | 'spam';

const STATUS_OF: Record<Verdict, CommentStatus> = { approve: 'PUBLISHED', reject: 'REJECTED', spam: 'SPAM' };

/** Why a comment is not shown that was hidden with all that its poster has said. */
export const HISTORY = 'history';

/** The comment as a verdict leaves it, out of all queues; undefined where it says what was decided already. */
export function judged(before: Comment, verdict: Verdict, now: Instant): Comment | undefined {
  const status = STATUS_OF[verdict];
  const { heldSince, unreviewedSince, reportedSince, flagCount: _, featured, ...rest } = before;
  const waits = (heldSince ?? unreviewedSince ?? reportedSince) !== undefined;
  if (before.status === status && before.reviewedAt !== undefined && !waits) return undefined;
  return {
    ...rest,
    status,
    heldReasons: before.heldReasons.filter((reason) => reason !== HISTORY),
    ...(status === 'PUBLISHED' && featured && { featured }),
    reviewedAt: now,
    reviewedAs: status,
  };
}
