import { actorOf } from '../../shared/comment/comment-id.ts';
import { existingComment, noSuchComment } from './find-comment.ts';
import { type OpenDeps, requireOpenDiscussion } from './open-discussion.ts';
import type { Comments, LikeCounters } from './ports.ts';

export interface Like {
  commentId: string | undefined;
  /** As `Comment.poster`. */
  poster: string;
  /** Whether this one likes the comment from now on, or no longer does. */
  liked: boolean;
}

export interface LikeDeps extends OpenDeps {
  comments: Pick<Comments, 'find'>;
  likes: LikeCounters;
}

/**
 * Sets whether someone likes a PUBLISHED comment, however often it is said, and answers how many do by now: exactly, while lists have
 * the number that was rolled up last. Throws a Problem for a comment that nobody sees, whose article was taken back, or whose discussion
 * was closed.
 *
 * Requests: one read each of the comment, its article and how that may be discussed, one transaction, one read of 16 counters.
 */
export async function like({ commentId, poster, liked }: Like, deps: LikeDeps, now: Date): Promise<number> {
  const comment = await existingComment(deps.comments, commentId);
  if (comment.status !== 'PUBLISHED') throw noSuchComment();
  await requireOpenDiscussion(comment.articleId, deps, now);
  await deps.likes.set(comment, actorOf(poster), liked);
  return await deps.likes.count(comment.id);
}
