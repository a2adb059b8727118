import { type Article, article } from '../../shared/article/article.ts';
import { isArticleId } from '../../shared/article/article-id.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { gone, notFound, type Problem } from '../../shared/http/problem.ts';
import { articleKey } from '../../shared/store/editorial-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import type { Articles, Discussed, Standing } from './ports.ts';

/** Articles in the editorial table, eventually consistent: a comment on an article that vanished this very second does no harm. */
export class ArticleStandings implements Articles {
  readonly #editorial: Table;

  constructor(editorial: Table) {
    this.#editorial = editorial;
  }

  async standing(articleId: string, now: Instant): Promise<Standing> {
    return (await this.discussed(articleId, now)).standing;
  }

  async discussed(articleId: string, now: Instant): Promise<Discussed> {
    const item = await this.#editorial.get(articleKey(articleId));
    return item ? discussedOf(article.parse(item), now) : { standing: 'unknown' };
  }
}

/** By table state and by the clock (invariant 3). An article that was never visible is unknown to readers: an embargo must not show through its comments. */
function discussedOf(a: Article, now: Instant): Discussed {
  if (a.publishedAt === undefined) return { standing: 'unknown' };
  return a.visible && isVisible(a, now) ? { standing: 'open', publishedAt: a.publishedAt } : { standing: 'gone' };
}

/** Why there is no discussion here. */
export const standingProblem = (standing: Exclude<Standing, 'open'>): Problem =>
  standing === 'gone'
    ? gone('article-gone', 'This article was withdrawn.')
    : notFound('article-not-found', 'There is no such article.');

/** Answers an article's id if it can be discussed; throws a 404 or 410. */
export async function requireOpenArticle(articles: Articles, id = '', now: Date): Promise<string> {
  const standing = isArticleId(id) ? await articles.standing(id, toInstant(now)) : 'unknown';
  if (standing !== 'open') throw standingProblem(standing);
  return id;
}
