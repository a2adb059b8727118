import * as z from 'zod';
import { decision } from '../../../shared/comment/comment-change.ts';
import { moderatedComment } from '../../../shared/comment/comment-view.ts';
import { flagSummary } from '../../../shared/comment/flag.ts';
import { mode, moderationRules } from '../../../shared/comment/moderation-settings.ts';
import { trace } from '../../../shared/comment/trace.ts';
import { instant } from '../../../shared/time.ts';
import { act } from './acts.ts';

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

/** How moderators have had someone's newest comments. */
const reviews = z.object({ approved: z.int(), rejected: z.int() });

/** A comment in a queue, with all that helps to decide. Never an address. */
export const queuedComment = moderatedComment
  .extend({
    trace: trace.exactOptional(),
    reviewedAt: instant.nullable().meta({ description: 'When a moderator decided on it last.' }),
    flags: flagSummary,
    poster: reviews.extend({
      id: z.string().meta({ description: 'What `/api/moderation/users/{id}` takes.' }),
      banned: z.boolean(),
      suspendedUntil: instant.nullable(),
      premod: z.boolean(),
    }),
  })
  .meta({ id: 'QueuedComment' });

export type QueuedComment = z.infer<typeof queuedComment>;

const history = z.object({
  hidden: z.boolean(),
  changed: z.int().meta({ description: 'How many comments that has changed.' }),
  done: z.boolean().meta({ description: 'False: it is under way, and comes to its end by itself.' }),
  at: instant.meta({ description: 'When it was asked for.' }),
});

export const posterStanding = reviews
  .extend({
    id: z.string(),
    revision: z.int(),
    banned: z.boolean(),
    suspendedUntil: instant.nullable(),
    mode: mode.nullable(),
    premod: z.boolean().meta({ description: 'Whether the mode is `pre`.' }),
    hideHistory: z.boolean(),
    reason: z.string().nullable(),
    by: z.string().nullable(),
    at: instant.nullable(),
    history: history.nullable(),
  })
  .meta({ id: 'PosterStanding' });

export type PosterStanding = z.infer<typeof posterStanding>;

export const articleCommenting = z
  .object({
    articleId: z.string(),
    revision: z.int(),
    mode: mode.nullable(),
    closed: z.boolean(),
    closedAt: instant.nullable(),
    closesAt: instant.nullable(),
    by: z.string().nullable(),
    at: instant.nullable(),
  })
  .meta({ id: 'Commenting' });

export type ArticleCommenting = z.infer<typeof articleCommenting>;

export const settingsVersion = moderationRules
  .extend({ version: z.int(), by: z.string().nullable(), at: instant.nullable() })
  .meta({ id: 'ModerationSettings' });

const verdicts = z.object({ held: z.int(), rejected: z.int(), spam: z.int(), published: z.int() });

const some = z.object({
  count: z.int(),
  examples: z.array(z.string()).meta({ description: 'Ids of comments, the newest ten.' }),
});

/** What settings would have made of the newest comments, and what those in force make of them. */
export const dryRunResult = z
  .object({
    examined: z.int(),
    proposed: verdicts,
    current: verdicts,
    held: some,
    rejected: some,
    changes: z.object({
      stricter: some.meta({ description: 'What the settings in force let through, or only hold.' }),
      milder: some,
    }),
  })
  .meta({ id: 'DryRunResult' });

/** One thing that someone did: a decision on a comment, or what was set. */
export const auditEntry = z
  .union([
    decision.omit({ id: true }).extend({ kind: z.literal('comment') }),
    act.omit({ subject: true }).extend({ id: z.string().exactOptional() }),
  ])
  .meta({ id: 'AuditEntry' });
