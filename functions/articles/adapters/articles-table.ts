import { article } from '../../../shared/article/article.ts';
import { feedEntry } from '../../../shared/feed/feed-entry.ts';
import { articleKey } from '../../../shared/store/editorial-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { Articles, EntryQuery } from '../ports.ts';

/** The editorial table as readers see it. A page of 20 costs one query of at most 20 KB, eventually consistent: 2.5 read units. */
export class ArticlesTable implements Articles {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async entries({ feedId, from, to, after, limit }: EntryQuery) {
    const pk = `FEED#${feedId}`;
    const page = await this.#table.query({
      pk,
      newestFirst: true,
      limit,
      // `$` is the next character after the `#` that follows the instant in the sort key.
      sk: { ...(from && { from }), ...(to && { to: `${to}$` }) },
      ...(after !== undefined && { startKey: { pk, sk: after } }),
    });
    const entries = page.items.map((item) => ({ position: String(item.sk), entry: feedEntry.parse(item) }));
    return { entries, more: page.next !== undefined };
  }

  async article(id: string) {
    const item = await this.#table.get(articleKey(id));
    return item && article.parse(item);
  }
}
