import * as z from 'zod';
import { COUNT_SHARDS, countKeys, totalKey } from './discussion-keys.ts';
import type { Table } from './table.ts';

const counter = z.object({ published: z.number().int() });

/** `guard`: which write of the article's item `withdrawn` is from. */
const total = z.object({
  published: z.number().int().default(0),
  guard: z.number().int().optional(),
  withdrawn: z.literal(true).optional(),
});

/** Above this many articles their totals are read instead of the shards: 50 read units at most either way, in one request. */
const MAX_SUMMED = 4;

type Counters = Pick<Table, 'get' | 'getMany' | 'add' | 'transact'>;

/** How many PUBLISHED comments articles have. */
export class CommentCounts {
  readonly #table: Counters;

  constructor(table: Counters) {
    this.#table = table;
  }

  /**
   * The count of each article, in their order; 0 for one that nobody commented, or that was withdrawn a moment ago. Up to four
   * articles: exact at this instant. More: exact as of a moment ago, and exact once the discussion is quiet. At most 100 are asked
   * in one request, for 50 read units at most.
   */
  async of(articleIds: readonly string[]): Promise<number[]> {
    if (articleIds.length > MAX_SUMMED) {
      return (await this.#table.getMany(articleIds.map(totalKey))).map(shownIn);
    }
    const keys = articleIds.flatMap((id) => [...countKeys(id), totalKey(id)]);
    const items = await this.#table.getMany(keys, { consistent: true });
    const each = COUNT_SHARDS + 1;
    return articleIds.map((_, i) => {
      const own = items.slice(i * each, (i + 1) * each);
      return isWithdrawn(own.at(-1)) ? 0 : sumOf(own.slice(0, -1));
    });
  }

  /** The sums of the shards, strongly consistent: ten read units an article. */
  async summed(articleIds: readonly string[]): Promise<number[]> {
    const items = await this.#table.getMany(articleIds.flatMap(countKeys), { consistent: true });
    return articleIds.map((_, i) => sumOf(items.slice(i * COUNT_SHARDS, (i + 1) * COUNT_SHARDS)));
  }

  /**
   * Makes an article's total what its shards sum to. Others may do the same at once, so it sums again after each write and starts
   * over if they changed: whoever writes last has also read after its write. One request where the total is right, two more where not.
   */
  async rollUp(articleId: string): Promise<number> {
    const keys = [totalKey(articleId), ...countKeys(articleId)];
    const [kept, ...shards] = (await this.#table.getMany(keys, { consistent: true })).map(publishedIn);
    let before = kept ?? 0;
    let sum = shards.reduce((a, b) => a + b, 0);
    while (sum !== before) {
      await this.#table.add(totalKey(articleId), {}, { schemaVersion: 1, published: sum });
      before = sum;
      [sum = 0] = await this.summed([articleId]);
    }
    return before;
  }

  /**
   * Has the count be nothing while its article is not to be seen. Records come again, and late: the last write of the article's item
   * (`guard`) decides. One read and one write.
   */
  async follow(articleId: string, { isVisible, guard }: { isVisible: boolean; guard: number }): Promise<void> {
    const key = totalKey(articleId);
    for (;;) {
      const known = total.parse((await this.#table.get(key, { consistent: true })) ?? {});
      if (known.guard !== undefined && known.guard >= guard) return;
      const set = { schemaVersion: 1, guard, withdrawn: isVisible ? undefined : true };
      const { committed } = await this.#table.transact([{ update: key, set, if: { equals: { guard: known.guard } } }]);
      if (committed) return;
    }
  }
}

const publishedIn = (item: unknown): number => (item === undefined ? 0 : total.parse(item).published);

const isWithdrawn = (item: unknown): boolean => item !== undefined && total.parse(item).withdrawn === true;

const shownIn = (item: unknown): number => (isWithdrawn(item) ? 0 : publishedIn(item));

const sumOf = (shards: readonly unknown[]): number =>
  shards.reduce<number>((sum, item) => sum + (item === undefined ? 0 : counter.parse(item).published), 0);
