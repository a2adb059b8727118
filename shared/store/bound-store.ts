import * as z from 'zod';
import type { Below, Bound, Bounds } from '../feed/archive/bounds.ts';
import { boundKey } from './editorial-keys.ts';
import type { SortKeyBounds } from './expressions.ts';
import type { Table } from './table.ts';

const boundItem = z.object({ sk: z.string() });

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

  async *all(feedId: string): AsyncGenerator<Bound> {
    const { pk } = boundKey(feedId, '');
    for await (const item of this.#table.queryAll({ pk, consistent: true })) yield boundItem.parse(item).sk;
  }

  async add(feedId: string, bound: Bound): Promise<void> {
    await this.#table.putNew({ ...boundKey(feedId, bound), schemaVersion: 1 });
  }

  async #query(feedId: string, query: { sk: SortKeyBounds; newestFirst?: boolean; limit: number }): Promise<Bound[]> {
    const { items } = await this.#table.query({ pk: boundKey(feedId, '').pk, consistent: true, ...query });
    return items.map((item) => boundItem.parse(item).sk);
  }
}
