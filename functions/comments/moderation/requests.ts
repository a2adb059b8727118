import * as z from 'zod';
import { isArticleId } from '../../../shared/article/article-id.ts';
import { isCommentId } from '../../../shared/comment/comment-id.ts';
import { mode, moderationRules } from '../../../shared/comment/moderation-settings.ts';
import { COMMENTS_PER_PAGE } from '../../../shared/comment/thread-page.ts';
import { pageQuery } from '../../../shared/http/list.ts';
import { toInstant } from '../../../shared/time.ts';

export const queueQuery = pageQuery(COMMENTS_PER_PAGE).extend({
  orderBy: z.enum(['oldest', 'newest', 'flags']).optional().meta({
    description:
      'Without it `oldest`, of the queue `rejected` `newest`. `flags`: what most readers have flagged first, of the queue `reported`; of others it is as if left out.',
  }),
});

const MAX_DECISIONS = 100;
const MAX_REASON = 500;

const reason = z.string().max(MAX_REASON);

const judgement = z.strictObject({
  commentId: z.string().max(64),
  revision: z.number().int().min(1).meta({ description: 'Of the text that the moderator saw.' }),
  decision: z.enum(['approve', 'reject', 'spam']),
  reason: reason.optional(),
});

export const decisions = z
  .strictObject({
    items: z
      .array(judgement)
      .min(1)
      .max(MAX_DECISIONS)
      .refine(
        (items) => new Set(items.map((item) => item.commentId)).size === items.length,
        'One comment is named twice.',
      ),
  })
  .meta({ id: 'Decisions' });

export const featuring = z
  .strictObject({
    featured: z.boolean(),
    revision: z.number().int().min(1).meta({ description: 'Of the text that the moderator saw.' }),
  })
  .meta({ id: 'Featuring' });

const instantGiven = z.iso
  .datetime({ offset: true })
  .transform((given) => toInstant(new Date(given)))
  .meta({ description: 'RFC 3339.' });

const revisionSeen = z.int().min(0).optional().meta({
  description: 'What it is set on, 0 where nothing was set: by now another, it is a 409. Without it nobody is asked.',
});

const STRICTEST =
  'Of site, article and author the strictest counts: `pre`, then `post`, then `reactive`. Null: nothing of its own.';

/** What is left out stays as it is. */
export const newStanding = z
  .strictObject({
    banned: z.boolean().optional(),
    suspendedUntil: instantGiven.nullish().meta({ description: 'Null ends it.' }),
    mode: mode.nullish().meta({ description: STRICTEST }),
    premod: z
      .boolean()
      .optional()
      .meta({ description: 'True: as mode `pre`, all that this one posts is held. False: that no longer.' }),
    hideHistory: z
      .boolean()
      .optional()
      .meta({ description: 'Hides all that this one has posted; false shows again what that has hidden.' }),
    reason: reason.nullish(),
    revision: revisionSeen,
  })
  .refine(({ mode, premod }) => mode === undefined || premod === undefined, {
    path: ['premod'],
    message: 'Either mode or premod.',
  })
  .meta({ id: 'NewPosterStanding' });

/** What is left out stays as it is. */
export const newCommenting = z
  .strictObject({
    mode: mode.nullish().meta({ description: STRICTEST }),
    closed: z.boolean().optional(),
    closesAt: instantGiven.nullish().meta({ description: 'Null: as the site has it.' }),
    revision: revisionSeen,
  })
  .meta({ id: 'NewCommenting' });

const rules = moderationRules.shape;

/** The rules without their defaults: what is left out stays as it is in the version that is changed. */
const changedRules = z.strictObject({
  mode: rules.mode
    .unwrap()
    .optional()
    .meta({ description: 'Of site, article and author the strictest counts: `pre`, then `post`, then `reactive`.' }),
  guests: rules.guests.unwrap().optional(),
  newcomers: rules.newcomers.unwrap().optional(),
  rejectionRate: rules.rejectionRate.unwrap().optional(),
  bannedWords: rules.bannedWords.unwrap().optional(),
  suspectWords: rules.suspectWords.unwrap().optional(),
  maxLinks: rules.maxLinks.unwrap().optional(),
  repeatMinutes: rules.repeatMinutes.unwrap().optional(),
  flagsToHold: rules.flagsToHold.unwrap().optional(),
  closeAfterDays: rules.closeAfterDays.unwrap().nullish().meta({ description: 'Null: never.' }),
  editMinutes: rules.editMinutes.unwrap().optional(),
});

export type ChangedRules = z.output<typeof changedRules>;

/** So that what GET has answered can be sent back. */
const ignored = z.unknown().optional().meta({ description: 'Taken and not read.' });

export const newSettings = changedRules
  .extend({
    version: z.int().min(0).meta({ description: 'Of the settings that are changed: by now another, it is a 409.' }),
    by: ignored,
    at: ignored,
  })
  .meta({ id: 'NewModerationSettings' });

export const dryRun = z
  .strictObject({
    settings: changedRules.extend({
      version: ignored,
      by: ignored,
      at: ignored,
    }),
  })
  .meta({ id: 'DryRun' });

export const settingsQuery = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,8}$/)
    .transform(Number)
    .optional()
    .meta({ description: 'An earlier version; without it, the one in force.' }),
});

export const auditQuery = pageQuery(COMMENTS_PER_PAGE)
  .extend({
    moderator: z.string().min(1).max(255).optional().meta({ description: 'All that one moderator did.' }),
    commentId: z.string().refine(isCommentId, 'Not the id of a comment.').optional(),
    userId: z.string().min(1).max(300).optional(),
    articleId: z.string().refine(isArticleId, 'Not the id of an article.').optional(),
    of: z.literal('settings').optional(),
  })
  .refine(
    ({ moderator, commentId, userId, articleId, of }) =>
      [moderator, commentId, userId, articleId, of].filter((each) => each !== undefined).length <= 1,
    'At most one of moderator, commentId, userId, articleId and of=settings.',
  );
