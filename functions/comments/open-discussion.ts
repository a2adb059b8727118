import { closingOf } from '../../shared/comment/commenting.ts';
import { Problem } from '../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { standingProblem } from './article-standing.ts';
import type { Articles, Moderation } from './ports.ts';

export interface OpenDeps {
  articles: Pick<Articles, 'discussed'>;
  moderation: Pick<Moderation, 'book' | 'commenting'>;
}

/**
 * Throws a 404 or 410 where an article cannot be discussed, and a 409 where that has been closed.
 *
 * Requests: one read of the article, one of how it may be discussed.
 */
export async function requireOpenDiscussion(
  articleId: string,
  { articles, moderation }: OpenDeps,
  now: Date,
): Promise<void> {
  const at = toInstant(now);
  const [discussed, commenting, { rules }] = await Promise.all([
    articles.discussed(articleId, at),
    moderation.commenting(articleId),
    moderation.book(now),
  ]);
  if (discussed.standing !== 'open') throw standingProblem(discussed.standing);
  const closing = closingOf(discussed, commenting, rules);
  if (closing !== undefined && closing <= at) throw discussionClosed(closing);
}

export const discussionClosed = (since: Instant): Problem =>
  new Problem({
    status: 409,
    code: 'discussion-closed',
    detail: `This discussion has been closed since ${since}.`,
    extensions: { closedSince: since },
  });
