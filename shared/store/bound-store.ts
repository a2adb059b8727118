import * as z from 'zod';
import type { Below, Bound, Bounds, NotedBound } from '../feed/archive/bounds.ts';
import { type Instant, instant } from '../time.ts';
import { boundKey } from './editorial-keys.ts';
import type { SortKeyBounds } from './expressions.ts';
import type { Table } from './table.ts';

const boundItem = z.object({ sk: z.string(), changedAt: instant.optional() });

/** The bounds of feeds in the editorial table. All reads are strongly consistent and, but for `all`, one query. */
export class BoundStore implements Bounds {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async newest(feedId: string, limit: number, below?: Below): Promise<Bound[]> {
    const sk: SortKeyBounds = below === undefined ? {} : 'before' in below ? below : { to: below.upTo };
    return await this.#query(feedId, { sk, newestFirst: true, limit });
  }

  async after(feedId: string, bound?: Bound): Promise<Bound | undefined> {
    const [next] = await this.#query(feedId, { sk: bound === undefined ? {} : { after: bound }, limit: 1 });
    return next;
  }

  async *all(feedId: string): AsyncGenerator<NotedBound> {
    const { pk } = boundKey(feedId, '');
    for await (const item of this.#table.queryAll({ pk, consistent: true })) {
      const { sk, changedAt } = boundItem.parse(item);
      yield { bound: sk, changedAt };
    }
  }

  async add(feedId: string, bound: Bound): Promise<void> {
    await this.#table.putNew({ ...boundKey(feedId, bound), schemaVersion: 1 });
  }

  /** One read unit. */
  async changedAt(feedId: string, bound: Bound): Promise<Instant | undefined> {
    const item = await this.#table.get(boundKey(feedId, bound), { consistent: true });
    return item && boundItem.parse(item).changedAt;
  }

  /** Two write units. */
  async note(feedId: string, bound: Bound, { from, to }: { from: Instant | undefined; to: Instant | undefined }) {
    const change = { set: { changedAt: to }, if: { equals: { sk: bound, changedAt: from } } };
    await this.#table.transact([{ update: boundKey(feedId, bound), ...change }]);
  }

  async #query(feedId: string, query: { sk: SortKeyBounds; newestFirst?: boolean; limit: number }): Promise<Bound[]> {
    const { items } = await this.#table.query({ pk: boundKey(feedId, '').pk, consistent: true, ...query });
    return items.map((item) => boundItem.parse(item).sk);
  }
}
