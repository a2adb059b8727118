import { createHash } from 'node:crypto';
import type { Comment } from '../../shared/comment/comment.ts';
import { type Decision, rootOf } from '../../shared/comment/comment-change.ts';
import { tombstoneOf } from '../../shared/comment/tombstone.ts';
import { unavailable } from '../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import type { Comments } from './ports.ts';

const ATTEMPTS = 8;

/**
 * Deletes a comment, as it was read: its words, name and address are gone, earlier texts too; while it has replies a
 * tombstone stands in its place. A moderator's deletion is on record. Does nothing to what was deleted already.
 *
 * Requests: one write for each earlier text, one read of a reply's head if it was PUBLISHED, one transaction.
 */
export async function deleteComment(
  found: Comment,
  by: { author: true } | { moderator: string },
  { comments }: { comments: Comments },
  now: Date,
): Promise<void> {
  const at = toInstant(now);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = attempt === 1 ? found : await comments.find(found.id);
    if (!before || before.deletedBy !== undefined) return;
    // First, so that none is left when we end in between.
    await comments.forgetRevisions(before);
    const after = deleted(before, 'author' in by ? 'author' : 'moderator', at);
    const decision = 'moderator' in by ? decisionOf(before, by.moderator, at) : undefined;
    const change = { before, after, ...(await rootOf({ before, after }, comments)), ...(decision && { decision }) };
    if (await comments.save(change)) return;
  }
  throw unavailable('discussion-busy', 'Too much happens to this comment at once. Try again.');
}

/** A retry of the post is to find that it was made, and what moderators said counts on. */
const deleted = (c: Comment, deletedBy: 'author' | 'moderator', at: Instant): Comment => ({
  ...tombstoneOf(c, deletedBy),
  ...(c.editNonce !== undefined && { editNonce: c.editNonce }),
  ...(c.editTokenHash !== undefined && { editTokenHash: c.editTokenHash }),
  ...(c.reviewedAt !== undefined && { reviewedAt: c.reviewedAt }),
  ...(c.reviewedAs !== undefined && { reviewedAs: c.reviewedAs }),
  ...(deletedBy === 'moderator' && { reviewedAt: at, reviewedAs: 'REJECTED' }),
});

const decisionOf = (c: Comment, by: string, at: Instant): Decision => ({
  id: createHash('sha256')
    .update(JSON.stringify(['delete', c.id, c.revision]))
    .digest('base64url')
    .slice(0, 22),
  commentId: c.id,
  verdict: 'delete',
  revision: c.revision,
  from: c.status,
  to: 'REJECTED',
  by,
  at,
});
