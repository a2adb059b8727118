import * as z from 'zod';
import { isArticleId } from '../../shared/article/article-id.ts';
import { isCommentId } from '../../shared/comment/comment-id.ts';
import { cleanText } from '../../shared/comment/comment-text.ts';
import { flagReason } from '../../shared/comment/flag.ts';
import { COMMENTS_PER_PAGE, THREAD_ORDERS } from '../../shared/comment/thread-page.ts';
import { pageQuery } from '../../shared/http/list.ts';

export const threadQuery = pageQuery(COMMENTS_PER_PAGE)
  .extend({
    orderBy: z
      .enum(THREAD_ORDERS)
      .optional()
      .meta({ description: '`top`: by likes, the newest first of those that have as many.' }),
    around: z
      .string()
      .refine(isCommentId, 'Not the id of a comment.')
      .optional()
      .meta({ description: 'The id of a comment: the page that holds it, or the head of its thread.' }),
  })
  .refine(({ cursor, around }) => cursor === undefined || around === undefined, {
    path: ['around'],
    message: 'A page is around a comment or at a cursor, not both.',
  });

export const commentQuery = z.strictObject({
  editToken: z
    .string()
    .optional()
    .meta({ description: 'What a guest was given with the comment, for who cannot set headers.' }),
});

const MAX_COUNTED = 100;

export const countsQuery = z.strictObject({
  articleIds: z
    .string()
    .transform((list) => [...new Set(list.split(','))])
    .refine((ids) => ids.length <= MAX_COUNTED, 'At most 100 articles.')
    .refine((ids) => ids.every(isArticleId), 'A comma-separated list of article ids.')
    .meta({ description: 'At most 100 ids, joined by commas.' }),
});

export const newComment = z
  .strictObject({
    text: z.string().meta({ description: 'Plain text, at most 5,000 characters as people count them.' }),
    parentId: z.string().refine(isCommentId, 'Not the id of a comment.').nullish(),
    author: z
      .strictObject({ name: z.string(), email: z.email().max(254) })
      .optional()
      .meta({ description: 'Of a guest, and of nobody else.' }),
    website: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: 'A trap for machines, in forms a field that people do not see: leave it out.' }),
  })
  .meta({ id: 'NewComment' });

export const editedComment = z
  .strictObject({
    text: z.string().meta({ description: 'As in a new comment.' }),
    revision: z.number().int().min(1).meta({ description: 'Of the text that is edited.' }),
  })
  .meta({ id: 'EditedComment' });

const MAX_NOTE = 500;

export const newFlag = z
  .strictObject({
    reason: z
      .enum([...flagReason.options, 'illegal-content'])
      .transform((reason) => (reason === 'illegal-content' ? 'illegal' : reason))
      .meta({ description: '`illegal-content` is another name of `illegal`.' }),
    note: z
      .string()
      .transform((raw, context) => {
        const cleaned = cleanText(raw);
        if ('text' in cleaned && cleaned.text.length <= MAX_NOTE) return cleaned.text;
        context.addIssue({ code: 'custom', message: `Plain text of at most ${MAX_NOTE} characters.` });
        return z.NEVER;
      })
      .optional()
      .meta({
        description: `What moderators should know, in at most ${MAX_NOTE} characters. With the reason \`other\` it is required.`,
      }),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== undefined, {
    path: ['note'],
    message: 'Say in a note what other reason there is.',
  })
  .meta({ id: 'NewFlag' });
