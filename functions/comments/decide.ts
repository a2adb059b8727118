import { createHash } from 'node:crypto';
import type { Comment } from '../../shared/comment/comment.ts';
import { rootOf } from '../../shared/comment/comment-change.ts';
import type { IdempotencyKey } from '../../shared/http/idempotency-key.ts';
import { unavailable, unprocessable } from '../../shared/http/problem.ts';
import { toInstant } from '../../shared/time.ts';
import { judged, type Verdict } from './change.ts';
import type { Comments, Requests } from './ports.ts';

export interface Judgement {
  commentId: string;
  /** The text that the moderator saw. */
  revision: number;
  decision: Verdict;
  reason?: string | undefined;
}

/**
 * What became of a judgement: applied; unchanged, since it was so already; conflict, since the text is another by now; or
 * there is no such comment. With the comment as it stands then.
 */
export type Outcome =
  | { commentId: string; result: 'applied' | 'unchanged' | 'conflict'; comment: Comment }
  | { commentId: string; result: 'not-found' };

export interface DecideDeps {
  comments: Comments;
  requests: Requests;
}

export interface DecisionRequest {
  items: Judgement[];
  moderator: string;
  idempotencyKey: IdempotencyKey;
}

const ATTEMPTS = 8;

/**
 * Applies judgements in their order, each in a transaction of its own, none on a text that its maker did not see
 * (invariant 8). Made again under the same key each has the same result; other judgements under that key are a 422.
 *
 * Requests: one conditional write that notes the key, then for each one read, one transaction, and one read of a reply's root.
 */
export async function decide(request: DecisionRequest, deps: DecideDeps, now: Date): Promise<Outcome[]> {
  const { items, moderator, idempotencyKey } = request;
  const requestId = hash('decisions', moderator, idempotencyKey.value);
  if (idempotencyKey.given) {
    const fingerprint = hash(JSON.stringify(items.map((i) => [i.commentId, i.revision, i.decision, i.reason ?? null])));
    if ((await deps.requests.claim(requestId, fingerprint, now)) === 'other') {
      throw unprocessable('idempotency-key-reused', 'This Idempotency-Key was used for other decisions.');
    }
  }
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await apply(item, hash(requestId, item.commentId), moderator, deps, now));
  return outcomes;
}

async function apply(item: Judgement, id: string, by: string, { comments }: DecideDeps, now: Date): Promise<Outcome> {
  const { commentId } = item;
  const at = toInstant(now);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { comment: before, decision: made } = await comments.findWithDecision(commentId, id);
    if (!before || before.deletedBy !== undefined) return { commentId, result: 'not-found' };
    if (made) return { commentId, result: 'applied', comment: before };
    if (item.revision !== before.revision) return { commentId, result: 'conflict', comment: before };
    const after = judged(before, item.decision, at);
    if (!after) return { commentId, result: 'unchanged', comment: before };

    const decision = {
      id,
      commentId,
      verdict: item.decision,
      revision: item.revision,
      from: before.status,
      to: after.status,
      ...(item.reason !== undefined && { reason: item.reason }),
      by,
      at,
    };
    if (await comments.save({ before, after, ...(await rootOf({ before, after }, comments)), decision }))
      return { commentId, result: 'applied', comment: after };
  }
  throw unavailable('discussion-busy', 'Too much happens to this comment at once. Try again.');
}

const hash = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
