import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { inParallel } from '../../../shared/in-parallel.ts';
import { commentKey, LIKE_SHARDS, likeCountKey, likedKey, likesPk } from '../../../shared/store/discussion-keys.ts';
import { Likes } from '../../../shared/store/likes.ts';
import type { Table } from '../../../shared/store/table.ts';
import { type Pause, untilFollowed } from './pause.ts';

const liked = z.object({ articleId: z.string(), likes: z.int() });
const row = z.object({ sk: z.string(), likes: z.int().optional() });

const WIDTH = 8;

interface Shard {
  rows: number;
  counter: number | undefined;
}

interface Look {
  articleId: string;
  shards: Shard[];
  /** What the comment says, undefined while it is noted that this is to be rolled up. */
  rolledUp: number | undefined;
}

type Tabled = Pick<Table, 'get' | 'getMany' | 'queryAll' | 'transact'>;

/** The likes of comments: their rows held against the counters, and those against the number on the comment. */
export class LikeAudit {
  readonly #table: Tabled;
  readonly #likes: Likes;
  readonly #pause: Pause;

  constructor(table: Tabled, pause: Pause = untilFollowed) {
    this.#table = table;
    this.#likes = new Likes(table);
    this.#pause = pause;
  }

  /**
   * Makes counters and number what the rows are where they differ in the same way in two looks, on condition that they still are as
   * they were read; answers how many were not. Two reads of the comment and 16 queries a look.
   */
  async mend(commentId: string): Promise<number> {
    const first = await this.#look(commentId);
    if (!first || !isWrong(first)) return 0;
    await this.#pause();
    const again = await this.#look(commentId);
    if (!again || !isDeepStrictEqual(again, first)) return 0;
    let mended = 0;
    for (const [shard, { rows, counter }] of again.shards.entries()) {
      if (rows === (counter ?? 0)) continue;
      const set = { schemaVersion: 1, articleId: again.articleId, likes: rows };
      const write = { update: likeCountKey(commentId, shard), set, if: { equals: { likes: counter } } };
      if ((await this.#table.transact([write])).committed) mended++;
    }
    return (await this.#likes.rollUp(commentId)) ? mended + 1 : mended;
  }

  /** The note first: what it stands for is rolled up before it goes. */
  async #look(commentId: string): Promise<Look | undefined> {
    const item = await this.#table.get(commentKey(commentId), { consistent: true });
    if (!item) return undefined;
    const { articleId } = liked.parse(item);
    const noted = await this.#table.get(likedKey(articleId, commentId), { consistent: true });
    const shards = await inParallel(Array(LIKE_SHARDS).keys(), WIDTH, (shard) =>
      this.#shard(likesPk(commentId, shard)),
    );
    const said = liked.parse((await this.#table.get(commentKey(commentId), { consistent: true })) ?? item);
    return { articleId, shards, rolledUp: noted ? undefined : said.likes };
  }

  async #shard(pk: string): Promise<Shard> {
    const shard: Shard = { rows: 0, counter: undefined };
    for await (const item of this.#table.queryAll({ pk, consistent: true })) {
      const { sk, likes } = row.parse(item);
      if (sk === 'COUNT') shard.counter = likes;
      else shard.rows++;
    }
    return shard;
  }
}

const isWrong = ({ shards, rolledUp }: Look): boolean =>
  shards.some(({ rows, counter }) => rows !== (counter ?? 0)) ||
  (rolledUp !== undefined && rolledUp !== shards.reduce((sum, { rows }) => sum + rows, 0));
