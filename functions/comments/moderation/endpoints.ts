import type * as z from 'zod';
import { isArticleId } from '../../../shared/article/article-id.ts';
import { moderatorView } from '../../../shared/comment/comment-view.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import type { ApiResponse } from '../../../shared/http/endpoint.ts';
import { notFound, Problem, unauthorized } from '../../../shared/http/problem.ts';
import type { Endpoints } from '../../../shared/http/route.ts';
import { QUEUES, type Queue } from '../../../shared/store/discussion-keys.ts';
import { toInstant } from '../../../shared/time.ts';
import { standingProblem } from '../article-standing.ts';
import { type DecideDeps, decide, type Outcome } from '../decide.ts';
import { listBody, windowOf } from '../page-query.ts';
import type { Articles, Comments } from '../ports.ts';
import type { decisionResults } from './answers.ts';
import { auditQueryOf, auditView } from './audit-view.ts';
import { dryRun } from './dry-run.ts';
import { feature } from './feature.ts';
import type { Audit, Commentings, QueueOrder, Queues, RecentComments, RulesHistory } from './ports.ts';
import { type QueuedDeps, queuedComments } from './queued-comments.ts';
import type { moderationRoutes } from './routes.ts';
import { setCommenting } from './set-commenting.ts';
import { changed, setRules } from './set-rules.ts';
import { posterNamed, type StandingDeps, setStanding } from './set-standing.ts';
import { commentingView, settingsView, standingView } from './views.ts';

/** How many of the newest comments other rules are tried on. */
const TRIED = 1000;

export interface ModerationDeps extends QueuedDeps, StandingDeps, DecideDeps {
  comments: Comments;
  articles: Articles;
  queues: Queues;
  commentings: Commentings;
  rules: RulesHistory;
  recent: RecentComments;
  audit: Audit;
  /** Has the next comment received by the rules as they are by now. */
  forgetRules: () => void;
}

export function moderationEndpoints(deps: ModerationDeps): Endpoints<(typeof moderationRoutes)[number]> {
  const posterBody = async (poster: string, now: Date) => {
    const [{ standing, history }, reviewed] = await Promise.all([
      deps.standings.find(poster),
      deps.moderation.reviewed(poster),
    ]);
    return standingView(poster, { standing, history, reviewed }, toInstant(now));
  };

  return {
    'GET /api/moderation/queues/{id}': async ({ params, query, now }) => {
      const queue = QUEUES.find((name) => name === params.id);
      if (!queue) throw notFound('queue-not-found', 'There is no such queue.');
      const orderBy = orderOf(queue, query.orderBy);
      const scope = `queue ${queue} ${orderBy}`;
      const { items, next } = await deps.queues.page(queue, orderBy, windowOf(query, scope));
      return { status: 200, body: listBody(await queuedComments(items, deps, now), next, scope) };
    },

    'POST /api/moderation/decisions': async ({ body, caller, idempotencyKey, now }) => {
      const moderator = known(caller).userId;
      return answerOf(await decide({ items: body.items, moderator, idempotencyKey }, deps, now));
    },

    'PATCH /api/moderation/comments/{id}': async ({ params, body, caller, now }) => ({
      status: 200,
      body: moderatorView(await feature(params.id, body, known(caller).userId, deps.comments, now)),
    }),

    'GET /api/moderation/users/{id}': async ({ params, now }) => ({
      status: 200,
      body: await posterBody(posterNamed(params.id ?? ''), now),
    }),

    'PUT /api/moderation/users/{id}': async ({ params, body, caller, now }) => {
      const poster = posterNamed(params.id ?? '');
      await setStanding(poster, body, known(caller), deps, now);
      const set = await posterBody(poster, now);
      const isUnderWay = body.hideHistory !== undefined && set.history?.done === false;
      return { status: isUnderWay ? 202 : 200, body: set };
    },

    'GET /api/moderation/articles/{id}': async ({ params, now }) => {
      const articleId = await knownArticle(params.id, deps.articles, now);
      return { status: 200, body: commentingView(articleId, await deps.commentings.find(articleId)) };
    },

    'PUT /api/moderation/articles/{id}': async ({ params, body, caller, now }) => {
      const articleId = await knownArticle(params.id, deps.articles, now);
      const set = await setCommenting(articleId, body, known(caller).userId, deps.commentings, now);
      return { status: 200, body: commentingView(articleId, set) };
    },

    'GET /api/moderation/settings': async ({ query }) => {
      const { version } = query;
      const found = await (version === undefined ? deps.rules.current() : deps.rules.find(version));
      if (!found) throw notFound('version-not-found', 'There was no such version of the settings.');
      return { status: 200, body: settingsView(found) };
    },

    'PUT /api/moderation/settings': async ({ body, caller, now }) => {
      const { by: _, at: __, ...set } = body;
      const version = await setRules(set, known(caller).userId, deps.rules, now);
      deps.forgetRules();
      return { status: 200, body: settingsView(version) };
    },

    'POST /api/moderation/settings/dry-run': async ({ body }) => {
      const { by: _, at: __, version: ___, ...set } = body.settings;
      const [{ rules }, recent] = await Promise.all([deps.rules.current(), deps.recent.newest(TRIED)]);
      return { status: 200, body: dryRun(recent, changed(rules, set), rules) };
    },

    'GET /api/moderation/audit': async ({ query }) => {
      const { cursor, limit, ...selection } = query;
      const scope = `audit ${JSON.stringify(selection)}`;
      const page = await deps.audit.page(auditQueryOf(selection), windowOf(query, scope));
      return { status: 200, body: listBody(page.items.map(auditView), page.next, scope) };
    },
  };
}

function orderOf(queue: Queue, asked: QueueOrder | undefined): QueueOrder {
  if (asked !== undefined && (asked !== 'flags' || queue === 'reported')) return asked;
  return queue === 'rejected' ? 'newest' : 'oldest';
}

/** Who calls: there is nobody else behind these routes. */
function known(caller: Caller | undefined): Caller {
  if (!caller) throw unauthorized('token-required', 'This is done by someone.');
  return caller;
}

/** One that was ever published: also of one that is taken back, it may be set how it is discussed. */
async function knownArticle(id = '', articles: Articles, now: Date): Promise<string> {
  const standing = isArticleId(id) ? await articles.standing(id, toInstant(now)) : 'unknown';
  if (standing === 'unknown') throw standingProblem(standing);
  return id;
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
