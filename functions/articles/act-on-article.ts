import type { Article } from '../../shared/article/article.ts';
import { isArticleId } from '../../shared/article/article-id.ts';
import { type ActRefusal, act, type EditorsOp, type EditorsOrder } from '../../shared/article/editors-act.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import type { Transition } from '../../shared/article/transition.ts';
import type { UploadOutcome } from '../../shared/article/upload.ts';
import type { ApiRequest, ApiResponse } from '../../shared/http/endpoint.ts';
import { conflict, notFound, unavailable } from '../../shared/http/problem.ts';
import { toInstant } from '../../shared/time.ts';
import { earlierAnswer } from './kept-answer.ts';
import type { ActChange, Deps } from './ports.ts';
import { standingOf } from './standing-body.ts';

const ATTEMPTS = 8;

type ActBody = Omit<EditorsOrder, 'op'> & { note?: string | undefined; version?: number | undefined };

/**
 * `POST /api/articles/{id}/{act}`: answers with the article as it stands then, the same when it stood so already. 409 where the act
 * cannot be done. One read of the article, one of the answer where there is an Idempotency-Key, one transaction.
 */
export const actOnArticle =
  (op: EditorsOp, deps: Deps) =>
  async (request: ApiRequest<unknown, ActBody>): Promise<ApiResponse> => {
    const { body, params, caller, now } = request;
    const id = params.id ?? '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const found = await earlierAnswer({ ...request, request: [op, id, body] }, deps.answers);
      if (found.earlier) return found.earlier;
      const article = isArticleId(id) ? await deps.desk.article(id) : undefined;
      if (!article) throw notFound('article-unknown', 'There is no such article.');
      const acted = act(article, { ...body, op }, { now: toInstant(now), savedFeeds: deps.site.savedFeeds });
      if ('refused' in acted) throw conflict(acted.refused, REFUSALS[acted.refused]);
      const after = 'stands' in acted ? article : acted.transition.after;
      const response: ApiResponse = { status: 200, body: standingOf(after, deps.site) };
      const answer = found.keep(response);
      if ('stands' in acted) {
        if (!answer || (await deps.answers.keep(answer))) return response;
        continue;
      }
      if (body.version !== undefined && body.version !== article.version) {
        throw conflict('article-changed', `The article has changed: it is at version ${article.version} now.`);
      }
      const change = changeOf(acted.transition, { op, body, by: caller?.userId ?? '', at: toInstant(now) });
      await deps.desk.registerFeeds(acted.transition.newFeeds);
      if (await deps.desk.commit({ ...change, ...(answer && { answer }) })) return response;
    }
    throw unavailable('article-busy', 'The article keeps changing. Try again.');
  };

const REFUSALS: Record<ActRefusal, string> = {
  'article-final': 'The article was killed or taken down. That is final.',
  'article-not-published': 'The article has not been published: there is nothing to correct. Upload it again.',
  'article-unpublished': 'The article is not published now. Republish it before you correct it.',
  'article-without-upload': 'All uploads of the article were deleted. Upload it again.',
};

function changeOf(
  transition: Transition,
  { op, body, by, at }: { op: EditorsOp; body: ActBody; by: string; at: string },
): ActChange {
  const { before, after } = transition;
  const { version: _, ...words } = body;
  const outcome = outcomeOf(after);
  const reason = outcome === 'withdrawn' ? REASONS[op] : undefined;
  return {
    transition,
    act: {
      schemaVersion: 1,
      op,
      guard: after.guard,
      at,
      by,
      ...words,
      version: after.version,
      source: after.source,
    },
    ...(before &&
      outcomeOf(before) !== outcome && { restated: { ...after.source, outcome, ...(reason && { reason }) } }),
  };
}

/** What the upload that speaks for the article comes to. */
function outcomeOf(article: Article): UploadOutcome {
  if (article.visible) return 'published';
  return article.dues.some((due) => due.op === 'release') ? 'scheduled' : 'withdrawn';
}

const REASONS: Partial<Record<EditorsOp, Refusal>> = {
  unpublish: { code: 'unpublished', message: 'An editor has unpublished the article.' },
  kill: { code: 'killed', message: 'The article was killed: no upload brings it back.' },
  takedown: { code: 'taken-down', message: 'The article was taken down: no upload brings it back.' },
};
