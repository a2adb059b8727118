import { type Article, article } from '../../shared/article/article.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { gone, notFound, type Problem } from '../../shared/http/problem.ts';
import { articleKey } from '../../shared/store/editorial-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Instant } from '../../shared/time.ts';
import type { Articles, Standing } from './ports.ts';

/** Articles in the editorial table, eventually consistent: a comment on an article that vanished this very second does no harm. */
export class ArticleStandings implements Articles {
  readonly #editorial: Table;

  constructor(editorial: Table) {
    this.#editorial = editorial;
  }

  async standing(articleId: string, now: Instant): Promise<Standing> {
    const item = await this.#editorial.get(articleKey(articleId));
    return item ? standingOf(article.parse(item), now) : 'unknown';
  }
}

/** By table state and by the clock (invariant 3). An article that was never visible is unknown to readers: an embargo must not show through its comments. */
function standingOf(a: Article, now: Instant): Standing {
  if (a.visible && isVisible(a, now)) return 'open';
  return a.publishedAt === undefined ? 'unknown' : 'gone';
}

/** Why there is no discussion here. */
export const standingProblem = (standing: Exclude<Standing, 'open'>): Problem =>
  standing === 'gone'
    ? gone('article-gone', 'This article was withdrawn.')
    : notFound('article-not-found', 'There is no such article.');
