import * as z from 'zod';
import { commentView, moderatedComment } from '../../shared/comment/comment-view.ts';

/** A comment for who wrote it; to a guest with the token that opens it. */
export const postedComment = commentView
  .extend({ editToken: z.string().exactOptional() })
  .meta({ id: 'PostedComment' });

export const commentCounts = z.object({ counts: z.record(z.string(), z.int()) }).meta({ id: 'CommentCounts' });

/** What became of each judgement, in their order. */
export const decisionResults = z
  .object({
    items: z.array(
      z.union([
        z.object({
          commentId: z.string(),
          result: z.enum(['applied', 'unchanged', 'conflict']),
          comment: moderatedComment,
        }),
        z.object({ commentId: z.string(), result: z.literal('not-found') }),
      ]),
    ),
  })
  .meta({ id: 'DecisionResults' });
