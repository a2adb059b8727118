import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { commentKey, QUEUE_SHARDS, recentPk } from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { RecentComments } from './ports.ts';

const place = z.object({ sk: z.string(), commentId: z.string() });

/** All comments by time, spread over a few partitions. */
export class RecentTable implements RecentComments {
  readonly #table: Pick<Table, 'query' | 'getMany'>;

  constructor(table: Pick<Table, 'query' | 'getMany'>) {
    this.#table = table;
  }

  /** One query a shard and one read for every hundred: for 1,000 comments of 1 KB some 500 read units and 50 for their places. */
  async newest(limit: number): Promise<Comment[]> {
    const shards = Array.from({ length: QUEUE_SHARDS }, (_, shard) =>
      this.#table.query({ pk: recentPk(shard), newestFirst: true, limit }),
    );
    const newest = (await Promise.all(shards))
      .flatMap(({ items }) => items.map((item) => place.parse(item)))
      .sort((a, b) => (a.sk < b.sk ? 1 : -1))
      .slice(0, limit);
    const items = await this.#table.getMany(newest.map(({ commentId }) => commentKey(commentId)));
    return items
      .flatMap((item) => item ?? [])
      .map((item) => comment.parse(item))
      .filter(({ text }) => text !== '');
  }
}
