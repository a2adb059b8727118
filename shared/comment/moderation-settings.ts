import * as z from 'zod';
import { instant } from '../time.ts';

/**
 * When comments are seen. `pre`: once a moderator approves. `post`: at once, and all are to be reviewed after. `reactive`: at once, and
 * only what readers flag is reviewed.
 */
export const mode = z.enum(['pre', 'post', 'reactive']);

const MAX_WORDS = 5000;

/**
 * A word, or several in a row. With diacritics it matches just those; `anyDiacritics` matches with any and with none.
 * However it is written, it matches in any case, spaced out, with repeated letters and in look-alikes of its letters.
 */
export const listedWord = z.union([
  z.string().trim().min(1).max(100),
  z.strictObject({ word: z.string().trim().min(1).max(100), anyDiacritics: z.boolean().default(false) }),
]);

export type ListedWord = z.infer<typeof listedWord>;

const percent = z.int().min(1).max(100);

/** What moderators may set, version by version. A stage's are the defaults. */
export const moderationRules = z.strictObject({
  mode: mode.default('post'),
  /** Guests' comments: held; published from an address of which one was approved before; or treated as accounts' are. */
  guests: z.enum(['hold', 'known', 'publish']).default('hold'),
  /** Whether someone's comments are held until this many were approved. */
  newcomers: z
    .strictObject({ hold: z.boolean().default(false), approvals: z.int().min(1).max(10).default(2) })
    .prefault({}),
  /** Whether someone's comments are held while this share of those reviewed in seven days was refused. */
  rejectionRate: z.strictObject({ hold: z.boolean().default(false), percent: percent.default(30) }).prefault({}),
  /** What is refused, and what is held. */
  bannedWords: z.array(listedWord).max(MAX_WORDS).default([]),
  suspectWords: z.array(listedWord).max(MAX_WORDS).default([]),
  /** A comment with more links is held. */
  maxLinks: z.int().min(0).max(100).default(2),
  /** Within this time the same words again are held; 0: never. */
  repeatMinutes: z
    .int()
    .min(0)
    .max(24 * 60)
    .default(10),
  /** In mode `reactive` a comment that this many have flagged since it was reviewed is held. */
  flagsToHold: z.int().min(1).max(1000).default(3),
  /** An article is closed this many days after it was published. Without it none is. */
  closeAfterDays: z.int().min(1).max(3650).optional(),
  /** How long a comment can be edited. */
  editMinutes: z
    .int()
    .min(0)
    .max(24 * 60)
    .default(5),
});

export type ModerationRules = z.infer<typeof moderationRules>;

/** One version of them as it is kept: who set it, and when. */
export const moderationSettings = z.object({
  ...moderationRules.shape,
  schemaVersion: z.literal(1),
  version: z.int().min(1),
  by: z.string(),
  at: instant,
});

/**
 * What a stage configures of its discussion: the rules' defaults, and what is for its operators to say. Lists of words are the
 * moderators' own, who set them by the API.
 */
export const commentSettings = moderationRules.omit({ bannedWords: true, suspectWords: true }).extend({
  /** What readers see beside the names of moderators and editors. */
  staffBadge: z.string().min(1).max(40).default('staff'),
  perAccountPerMinute: z.int().min(1).default(10),
  perNetworkPerMinute: z.int().min(1).default(60),
  /** A service that is asked about every comment that nothing else holds. Without an answer in time it is held. */
  externalCheck: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }), timeoutMs: z.int().min(50).max(5000).default(1000) })
    .optional(),
});

export type CommentSettings = z.infer<typeof commentSettings>;

/** A stage's own rules, in force until moderators set others: version 0. */
export function stageRules(settings: CommentSettings): ModerationRules {
  const { staffBadge: _, perAccountPerMinute: __, perNetworkPerMinute: ___, externalCheck: ____, ...rules } = settings;
  return { ...rules, bannedWords: [], suspectWords: [] };
}
