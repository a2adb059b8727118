import type * as z from 'zod';
import { moderatorView } from '../../shared/comment/comment-view.ts';
import type { ApiResponse } from '../../shared/http/endpoint.ts';
import { Problem, unauthorized } from '../../shared/http/problem.ts';
import type { decisionResults } from './answer-bodies.ts';
import { type DecideDeps, decide, type Outcome } from './decide.ts';
import { listBody, windowOf } from './page-query.ts';
import type { Queues } from './ports.ts';
import type { CommentEndpoints } from './routes.ts';

export function moderatorEndpoints(deps: DecideDeps & { queues: Queues }) {
  return {
    'GET /api/moderation/queues/pending': async ({ query }) => {
      const scope = 'queue pending';
      const { items, next } = await deps.queues.pending(windowOf(query, scope));
      return { status: 200, body: listBody(items.map(moderatorView), next, scope) };
    },

    'POST /api/moderation/decisions': async ({ body, caller, idempotencyKey, now }) => {
      if (!caller) throw unauthorized('token-required', 'Decisions are made by someone.');
      const outcomes = await decide({ items: body.items, moderator: caller.userId, idempotencyKey }, deps, now);
      return answerOf(outcomes);
    },
  } satisfies Partial<CommentEndpoints>;
}

/** One result an item. Where not one was accepted the whole is a problem, 409 or 404, with the results in it. */
function answerOf(outcomes: Outcome[]): ApiResponse {
  const items: z.infer<typeof decisionResults>['items'] = outcomes.map((o) =>
    'comment' in o ? { ...o, comment: moderatorView(o.comment) } : o,
  );
  const isRefused = ({ result }: Outcome) => result === 'conflict' || result === 'not-found';
  if (!outcomes.every(isRefused)) return { status: 200, body: { items } };
  const extensions = { items };
  if (outcomes.some(({ result }) => result === 'conflict')) {
    throw new Problem({
      status: 409,
      code: 'revision-conflict',
      detail: 'The text has changed since you saw it.',
      extensions,
    });
  }
  throw new Problem({ status: 404, code: 'comment-not-found', detail: 'There is no such comment.', extensions });
}
