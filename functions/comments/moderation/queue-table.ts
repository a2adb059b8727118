import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { placesOf } from '../../../shared/comment/places.ts';
import { commentKey, flaggedPk, QUEUE_SHARDS, type Queue, queuePk } from '../../../shared/store/discussion-keys.ts';
import type { Key, Table } from '../../../shared/store/table.ts';
import type { Window } from '../ports.ts';
import type { QueueOrder, Queues } from './ports.ts';

const place = z.object({ pk: z.string(), sk: z.string(), commentId: z.string() });

/** What moderators look through, over all the shards that it is spread over. */
export class QueueTable implements Queues {
  readonly #table: Pick<Table, 'query' | 'getMany'>;

  constructor(table: Pick<Table, 'query' | 'getMany'>) {
    this.#table = table;
  }

  /** One query a shard and one read of the comments, which are what says whether a place still counts (ADR 43). */
  async page(queue: Queue, order: QueueOrder, { after, limit }: Window): Promise<{ items: Comment[]; next?: string }> {
    const byFlags = order === 'flags';
    const newestFirst = order !== 'oldest';
    const shards = Array.from({ length: QUEUE_SHARDS }, (_, shard) =>
      this.#table.query({
        pk: byFlags ? flaggedPk(shard) : queuePk(queue, shard),
        limit: limit + 1,
        consistent: true,
        newestFirst,
        ...(after !== undefined && { sk: newestFirst ? { before: after } : { after } }),
      }),
    );
    const direction = newestFirst ? -1 : 1;
    const places = (await Promise.all(shards))
      .flatMap((page) => page.items.map((item) => place.parse(item)))
      .sort((a, b) => (a.sk < b.sk ? -direction : direction));
    const taken = places.slice(0, limit);
    const keys = taken.map(({ commentId }) => commentKey(commentId));
    const found = await this.#table.getMany(keys, { consistent: true });
    const items = found.flatMap((item, i) => {
      const c = item && comment.parse(item);
      return c && asksFor(c, taken[i]) ? [c] : [];
    });
    const last = taken.at(-1);
    return { items, ...(last && places.length > limit && { next: last.sk }) };
  }
}

const asksFor = (c: Comment, key: Key | undefined): boolean =>
  placesOf(c).some(({ pk, sk }) => pk === key?.pk && sk === key.sk);
