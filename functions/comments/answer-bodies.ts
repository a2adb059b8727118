import * as z from 'zod';
import { commentView } from '../../shared/comment/comment-view.ts';
import { flag } from '../../shared/comment/flag.ts';
import { listOf } from '../../shared/http/list.ts';
import { instant } from '../../shared/time.ts';

/** A comment for who wrote it; to a guest with the token that opens it. */
export const postedComment = commentView
  .extend({ editToken: z.string().exactOptional() })
  .meta({ id: 'PostedComment' });

/** A page of a thread. One that was asked for around a comment says which, and leads both ways. */
export const commentPage = listOf(commentView)
  .extend({ previous: z.string().nullable().exactOptional(), around: commentView.exactOptional() })
  .meta({ id: 'CommentPage' });

/** Whether the caller likes the comment by now, and how many do. */
export const likeState = z.object({ liked: z.boolean(), likes: z.int() }).meta({ id: 'LikeState' });

const { reason, note } = flag.shape;

/** A flag, for who made it. */
export const madeFlag = z
  .object({ commentId: z.string(), reason, note: note.unwrap().exactOptional(), createdAt: instant })
  .meta({ id: 'Flag' });

export const commentCounts = z.object({ counts: z.record(z.string(), z.int()) }).meta({ id: 'CommentCounts' });
