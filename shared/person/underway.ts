import { createHash } from 'node:crypto';
import * as z from 'zod';
import { instant } from '../time.ts';

/**
 * Work on what someone has posted that is more than one call does, and is looked over once more a minute later: an entry of the list of
 * what is under way, from its beginning until it has settled. Of one person there is one of a kind.
 */
export const underway = z.discriminatedUnion('kind', [
  z.object({ schemaVersion: z.literal(1), kind: z.literal('erasure'), id: z.string(), requestedAt: instant }),
  z.object({
    schemaVersion: z.literal(1),
    kind: z.literal('history'),
    /** A hash of the poster, for logs. */
    id: z.string(),
    poster: z.string(),
    requestedAt: instant,
  }),
]);

export type Underway = z.infer<typeof underway>;

/** How far a call has brought it: there is more to do, it is to be looked over later, or that is done as well. */
export type Progress = 'goes-on' | 'waits' | 'settled';

/** How long what was written as the work began may be missing in the index that it goes by, or be under way in another call. */
const SETTLES_MS = 60_000;

export const hasSettled = (requestedAt: string, now: Date): boolean =>
  Date.parse(requestedAt) + SETTLES_MS <= now.getTime();

/** The entry of the move of someone's history that was asked for then. */
export const historyUnderway = (poster: string, requestedAt: string): Underway => ({
  schemaVersion: 1,
  kind: 'history',
  id: historyIdOf(poster),
  poster,
  requestedAt,
});

export const historyIdOf = (poster: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['history', poster]))
    .digest('base64url')
    .slice(0, 22);
