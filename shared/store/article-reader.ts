import { type Article, article } from '../article/article.ts';
import type { Articles } from '../article/page-target.ts';
import { articleKey } from './editorial-keys.ts';
import type { Table } from './table.ts';

/** The articles' items in the editorial table, strongly consistent. */
export class ArticleReader implements Articles {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async article(id: string): Promise<Article | undefined> {
    const item = await this.#table.get(articleKey(id), { consistent: true });
    return item && article.parse(item);
  }

  /** The articles of these ids, in their order, undefined where there is none. */
  async articles(ids: readonly string[]): Promise<(Article | undefined)[]> {
    const items = await this.#table.getMany(ids.map(articleKey), { consistent: true });
    return items.map((item) => item && article.parse(item));
  }
}
