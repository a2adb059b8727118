import type { Comment } from '../../../shared/comment/comment.ts';
import { moderatorView } from '../../../shared/comment/comment-view.ts';
import { summaryOf } from '../../../shared/comment/flag.ts';
import { suspendedAt } from '../../../shared/comment/standing.ts';
import { inParallel } from '../../../shared/in-parallel.ts';
import { type Instant, toInstant } from '../../../shared/time.ts';
import type { Reviewed } from '../pipeline/history.ts';
import type { Moderation } from '../ports.ts';
import type { QueuedComment } from './answers.ts';
import type { FlagSummaries } from './ports.ts';

export interface QueuedDeps {
  moderation: Pick<Moderation, 'standing' | 'reviewed'>;
  flags: FlagSummaries;
}

const WIDTH = 8;

/** How many of someone's newest reviewed comments were published, and how many were not. */
export const reviewsOf = (reviewed: readonly Reviewed[]) => {
  const approved = reviewed.filter(({ as }) => as === 'PUBLISHED').length;
  return { approved, rejected: reviewed.length - approved };
};

/**
 * A page of a queue with all that helps to decide.
 *
 * Requests: one query a comment that is flagged, two reads a poster.
 */
export async function queuedComments(comments: Comment[], deps: QueuedDeps, now: Date): Promise<QueuedComment[]> {
  const posters = new Map<string, QueuedComment['poster']>();
  await inParallel(new Set(comments.map(({ poster }) => poster)), WIDTH, async (poster) => {
    posters.set(poster, await posterOf(poster, deps, toInstant(now)));
  });
  const flags = new Map<string, QueuedComment['flags']>();
  const flagged = comments.filter(({ reportedSince }) => reportedSince !== undefined);
  await inParallel(flagged, WIDTH, async (c) => void flags.set(c.id, await deps.flags.summary(c)));
  return comments.flatMap((c) => {
    const poster = posters.get(c.poster);
    if (!poster) return [];
    const { trace, reviewedAt = null } = c;
    const [said, by] = [moderatorView(c), flags.get(c.id) ?? summaryOf([])];
    return [{ ...said, ...(trace && { trace }), reviewedAt, flags: by, poster }];
  });
}

async function posterOf(poster: string, { moderation }: QueuedDeps, now: Instant): Promise<QueuedComment['poster']> {
  const [standing, reviewed] = await Promise.all([moderation.standing(poster), moderation.reviewed(poster)]);
  return {
    id: poster,
    ...reviewsOf(reviewed),
    banned: standing?.banned ?? false,
    suspendedUntil: suspendedAt(standing, now) ?? null,
    premod: standing?.mode === 'pre',
  };
}
