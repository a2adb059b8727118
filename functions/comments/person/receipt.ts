import type { Erasure } from '../../../shared/person/erasure.ts';
import type { ErasureReceipt } from './answers.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What was erased is still somewhere until then, and nobody can take it from there. */
const REMAINDERS = [
  { what: 'copies of pages, feeds and snapshots in caches', ms: 10 * MINUTE_MS },
  { what: 'the change stream of the discussion', ms: DAY_MS },
  { what: 'point-in-time backups', ms: 35 * DAY_MS },
] as const;

export function receiptOf(e: Erasure, { isModerator }: { isModerator: boolean }): ErasureReceipt {
  const { comments, earlierTexts, likes, flags, standing } = e;
  return {
    id: e.id,
    requestedAt: e.requestedAt,
    removed: { comments, earlierTexts, likes, flags, standing },
    pending: e.done ? [] : ['comments', 'likes', 'flags', 'standing'],
    notReachedYet: REMAINDERS.map(({ what, ms }) => ({
      what,
      until: new Date(Date.parse(e.requestedAt) + ms).toISOString(),
    })),
    kept: isModerator
      ? [{ what: 'decisions made as a moderator', why: 'The newsroom answers for what was decided in its name.' }]
      : [],
  };
}
