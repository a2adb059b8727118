import * as z from 'zod';
import { lastOp } from '../shared/article/article.ts';
import { instant } from '../shared/time.ts';

/** What every event of an article says. Never who wrote it, nor what is in it beyond its headline. */
const about = z.object({
  schemaVersion: z.literal(1),
  /** The event's own id, the same however often the event comes. */
  id: z.string(),
  /** When readers saw the change: the envelope's time, to the millisecond. */
  at: instant,
  articleId: z.string(),
  /** Counts the contents that the article has had. */
  version: z.int().min(1),
  /** Rises with each event of the article, by one or more: events may come in any order, and the highest is the last. */
  sequence: z.int().min(1),
  lastOp,
});

const shown = about.extend({
  url: z.url(),
  headline: z.string(),
  section: z.string(),
  tags: z.array(z.string()),
  language: z.string(),
  publishedAt: instant,
  updatedAt: instant,
});

/** Readers see an article that they did not see before: for the first time (`publishedAt` is `at`) or again. */
export const articlePublished = shown;

/** Readers see another content of the article. */
export const articleUpdated = shown;

/** The article has a note of what was wrong that it did not have before, maybe with another content. */
export const articleCorrected = shown.extend({ correctionNote: z.string() });

/**
 * Readers no longer see the article. `cause` tells more than `lastOp` can: beside an editor's or a desk's act (`unpublish`, `kill`,
 * `takedown`) its own time is over (`expire`), it was held back (`withhold`), given up (`cancel`) or put off (`reschedule`) by an
 * upload. What is killed or taken down never comes back, and nothing of it is said here but the reason that readers are given.
 */
export const articleWithdrawn = about.extend({
  cause: z.enum(['unpublish', 'kill', 'takedown', 'expire', 'withhold', 'cancel', 'reschedule']),
  reason: z.string().optional(),
});

export type WithdrawalCause = z.infer<typeof articleWithdrawn>['cause'];
