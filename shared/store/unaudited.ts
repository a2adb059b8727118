import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { UNAUDITED_SHARDS, unauditedKey, unauditedPk } from './discussion-keys.ts';
import type { Table } from './table.ts';

const note = z.object({
  pk: z.string(),
  sk: z.string(),
  token: z.string(),
  articleId: z.string(),
  commentId: z.string().optional(),
});

/** A note that a discussion has changed or, with a comment's id, the likes of that. */
export type Unaudited = z.infer<typeof note>;

/** What has changed of discussions since it was audited last: noted by whoever publishes them, taken off by the audit. */
export class UnauditedNotes {
  readonly #table: Pick<Table, 'put' | 'queryAll' | 'transact'>;

  constructor(table: Pick<Table, 'put' | 'queryAll' | 'transact'>) {
    this.#table = table;
  }

  /** One write unit. */
  async add(articleId: string, commentId?: string): Promise<void> {
    const key = unauditedKey(articleId, commentId);
    await this.#table.put({ ...key, schemaVersion: 1, token: randomUUID(), articleId, commentId });
  }

  /** Every note, strongly consistent: a query a shard. */
  async *all(): AsyncGenerator<Unaudited> {
    for (let shard = 0; shard < UNAUDITED_SHARDS; shard++) {
      for await (const item of this.#table.queryAll({ pk: unauditedPk(shard), consistent: true }))
        yield note.parse(item);
    }
  }

  /** Takes a note away, unless it was made again since: then it has changed again. */
  async remove({ pk, sk, token }: Unaudited): Promise<void> {
    await this.#table.transact([{ delete: { pk, sk }, if: { equals: { token } } }]);
  }
}
