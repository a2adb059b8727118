import { createHash } from 'node:crypto';
import type { Comment } from '../../../shared/comment/comment.ts';
import type { Decision } from '../../../shared/comment/comment-change.ts';
import { moderatorView } from '../../../shared/comment/comment-view.ts';
import { conflict, Problem, unavailable } from '../../../shared/http/problem.ts';
import { toInstant } from '../../../shared/time.ts';
import { existingComment } from '../find-comment.ts';
import type { Comments } from '../ports.ts';

const ATTEMPTS = 8;

/**
 * Has a comment stand out, or no longer, by the text that the moderator saw: another text loses it. Throws a 404, and a 409 for
 * another text and for what readers do not see.
 *
 * Requests: one read, one transaction.
 */
export async function feature(
  id: string | undefined,
  { featured, revision }: { featured: boolean; revision: number },
  by: string,
  comments: Pick<Comments, 'find' | 'save'>,
  now: Date,
): Promise<Comment> {
  const at = toInstant(now);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await existingComment(comments, id);
    if ((before.featured ?? false) === featured) return before;
    if (before.revision !== revision) throw staleText(before);
    if (before.status !== 'PUBLISHED') throw conflict('comment-not-published', 'Readers do not see this comment.');
    const { featured: _, ...rest } = before;
    const after: Comment = { ...rest, ...(featured && { featured }) };
    const decision: Decision = {
      id: createHash('sha256')
        .update(JSON.stringify(['feature', before.id, featured, at]))
        .digest('base64url')
        .slice(0, 22),
      commentId: before.id,
      verdict: featured ? 'feature' : 'unfeature',
      revision,
      from: before.status,
      to: after.status,
      by,
      at,
    };
    if (await comments.save({ before, after, decision })) return after;
  }
  throw unavailable('discussion-busy', 'Too much happens to this comment at once. Try again.');
}

const staleText = (comment: Comment) =>
  new Problem({
    status: 409,
    code: 'revision-conflict',
    detail: 'The text has changed since you saw it.',
    extensions: { comment: moderatorView(comment) },
  });
