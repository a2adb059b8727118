import * as z from 'zod';
import { type Underway, underway } from '../person/underway.ts';
import { UNDERWAY, underwayKey } from './discussion-keys.ts';
import type { Item } from './expressions.ts';
import type { Key, Table } from './table.ts';

const key = z.object({ sk: z.string() });

/** An entry as it is stored: whoever begins the work puts it. */
export const underwayItem = (entry: Underway): Key & Item => ({ ...underwayKey(entry.kind, entry.id), ...entry });

/** What is under way, in the discussion table. */
export class UnderwayTable {
  readonly #table: Pick<Table, 'queryAll' | 'transact'>;

  constructor(discussion: Pick<Table, 'queryAll' | 'transact'>) {
    this.#table = discussion;
  }

  /** Every entry, strongly consistent. One query; half a read unit where nothing is under way. */
  async *all(after?: string): AsyncGenerator<Underway & { sk: string }> {
    const sk = after !== undefined && { sk: { after } };
    for await (const item of this.#table.queryAll({ pk: UNDERWAY, consistent: true, ...sk })) {
      yield { ...underway.parse(item), sk: key.parse(item).sk };
    }
  }

  /** Takes an entry away, unless it was asked for again since. */
  async remove({ kind, id, requestedAt }: Underway): Promise<void> {
    await this.#table.transact([{ delete: underwayKey(kind, id), if: { equals: { requestedAt } } }]);
  }
}
