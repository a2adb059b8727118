import type * as z from 'zod';
import type { Commenting } from '../../../shared/comment/commenting.ts';
import { conflict, unavailable } from '../../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../../shared/time.ts';
import type { Commentings } from './ports.ts';
import type { newCommenting } from './requests.ts';

const ATTEMPTS = 8;

/**
 * Sets how an article may be discussed. Throws a 409 where it is no longer what was seen.
 *
 * Requests: one read, one transaction.
 */
export async function setCommenting(
  articleId: string,
  { revision, ...set }: z.output<typeof newCommenting>,
  by: string,
  commentings: Commentings,
  now: Date,
): Promise<Commenting> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await commentings.find(articleId);
    if (revision !== undefined && revision !== (before?.revision ?? 0)) {
      throw conflict('revision-conflict', 'Somebody else has set it meanwhile.');
    }
    const after = commentingOf(before, set, by, toInstant(now));
    if (await commentings.save(articleId, before, after)) return after;
  }
  throw unavailable('discussion-busy', 'Too many set this at once. Try again.');
}

function commentingOf(
  before: Commenting | undefined,
  { mode, closed, closesAt }: Omit<z.output<typeof newCommenting>, 'revision'>,
  by: string,
  at: Instant,
): Commenting {
  return {
    ...before,
    ...(mode !== undefined && { mode: mode ?? undefined }),
    ...(closed !== undefined && { closedAt: closed ? (before?.closedAt ?? at) : undefined }),
    ...(closesAt !== undefined && { closesAt: closesAt ?? undefined }),
    schemaVersion: 1,
    revision: (before?.revision ?? 0) + 1,
    by,
    at,
  };
}
