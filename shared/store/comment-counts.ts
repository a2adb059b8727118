import * as z from 'zod';
import { countKeys, totalKey } from './discussion-keys.ts';
import type { Table } from './table.ts';

const counter = z.object({ published: z.number().int() });

/** Above this many articles their totals are read instead of the shards: 50 read units either way, in one request. */
const MAX_SUMMED = 5;

type Counters = Pick<Table, 'get' | 'getMany' | 'put'>;

/** How many PUBLISHED comments articles have. */
export class CommentCounts {
  readonly #table: Counters;

  constructor(table: Counters) {
    this.#table = table;
  }

  /**
   * The count of each article, in their order; 0 for one that nobody commented. Up to five articles: exact at this instant.
   * More: exact as of a moment ago, and exact once the discussion is quiet. At most 100 are asked in one request, for 50
   * read units at most.
   */
  async of(articleIds: readonly string[]): Promise<number[]> {
    if (articleIds.length <= MAX_SUMMED) return await this.summed(articleIds);
    return (await this.#table.getMany(articleIds.map(totalKey))).map(publishedIn);
  }

  /** The sums of the shards, strongly consistent: ten read units an article. */
  async summed(articleIds: readonly string[]): Promise<number[]> {
    const items = await this.#table.getMany(articleIds.flatMap(countKeys), { consistent: true });
    const shards = items.length / Math.max(1, articleIds.length);
    return articleIds.map((_, i) =>
      items.slice(i * shards, (i + 1) * shards).reduce((sum, item) => sum + publishedIn(item), 0),
    );
  }

  /**
   * Makes an article's total what its shards sum to. Others may do the same at once, so it sums again after each write and starts
   * over if they changed: whoever writes last has also read after its write.
   */
  async rollUp(articleId: string): Promise<number> {
    const sum = async () => (await this.summed([articleId]))[0] ?? 0;
    let before = publishedIn(await this.#table.get(totalKey(articleId), { consistent: true }));
    for (let total = await sum(); total !== before; total = await sum()) {
      await this.#table.put({ ...totalKey(articleId), schemaVersion: 1, published: total });
      before = total;
    }
    return before;
  }
}

const publishedIn = (item: unknown): number => (item === undefined ? 0 : counter.parse(item).published);
