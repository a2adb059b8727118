import type { Comment } from '../../shared/comment/comment.ts';
import { isCommentId } from '../../shared/comment/comment-id.ts';
import { notFound, type Problem } from '../../shared/http/problem.ts';
import type { Comments } from './ports.ts';

/** A comment by the id of a path. Throws a 404 for one that is not there, or cannot be. */
export async function existingComment(comments: Pick<Comments, 'find'>, id = ''): Promise<Comment> {
  const comment = isCommentId(id) ? await comments.find(id) : undefined;
  if (!comment) throw noSuchComment();
  return comment;
}

export const noSuchComment = (): Problem => notFound('comment-not-found', 'There is no such comment.');
