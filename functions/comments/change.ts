import { type Comment, type CommentStatus, isRefused } from '../../shared/comment/comment.ts';
import { isHidden, restored } from '../../shared/comment/hidden.ts';
import type { Instant } from '../../shared/time.ts';

/** What a moderator says of a comment. */
export type Verdict = 'approve' | 'reject' | 'spam';

const STATUS_OF: Record<Verdict, CommentStatus> = { approve: 'PUBLISHED', reject: 'REJECTED', spam: 'SPAM' };

/** The comment as a verdict leaves it, out of all queues but that of what is refused; undefined where it says what was decided already. */
export function judged(before: Comment, verdict: Verdict, now: Instant): Comment | undefined {
  const status = STATUS_OF[verdict];
  const wasHidden = isHidden(before);
  const {
    heldSince,
    unreviewedSince,
    reportedSince,
    refusedSince,
    flagCount: _,
    featured,
    ...rest
  } = wasHidden ? restored(before) : before;
  const waits = (heldSince ?? unreviewedSince ?? reportedSince) !== undefined;
  if (!wasHidden && before.status === status && before.reviewedAt !== undefined && !waits) return undefined;
  return {
    ...rest,
    status,
    ...(status === 'PUBLISHED' && featured && { featured }),
    ...(isRefused(status) && { refusedSince: refusedSince ?? now }),
    reviewedAt: now,
    reviewedAs: status,
  };
}
