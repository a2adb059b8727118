import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import { writesOf } from '../../../shared/store/comment-writes.ts';
import { COUNT_SHARDS, commentKey, countKey, countKeys, countShardOf } from '../../../shared/store/discussion-keys.ts';
import { Likes } from '../../../shared/store/likes.ts';
import { ShownComments } from '../../../shared/store/shown-comments.ts';
import type { Table, Write } from '../../../shared/store/table.ts';
import type { Drift } from '../ports.ts';

const counter = z.object({ published: z.int() });

/** How long the list of what is shown may lag behind the comments: what differs for longer is wrong. */
const LAG_MS = 5000;

/** How many comments are read at once. */
const BATCH = 100;

interface Look {
  /** What the shards say; undefined for one that is not there. */
  counters: (number | undefined)[];
  published: number[];
  /** Heads whose number of replies is not what there are, with that. */
  heads: Map<string, { head: Comment; replies: number }>;
  liked: string[];
}

/**
 * Counts an article's comments again, and puts the numbers right that are not what the comments are. What posts and decisions change
 * meanwhile is theirs: only what differs in the same way for five seconds counts as drift, and it is written on condition that
 * it still is as it was read.
 */
export class CounterAudit {
  readonly #table: Table;
  readonly #shown: ShownComments;
  readonly #counts: CommentCounts;
  readonly #likes: Likes;
  readonly #pause: () => Promise<unknown>;

  constructor(table: Table, pause = () => sleep(LAG_MS)) {
    this.#table = table;
    this.#shown = new ShownComments(table);
    this.#counts = new CommentCounts(table);
    this.#likes = new Likes(table);
    this.#pause = pause;
  }

  /**
   * Wants the list of what is shown to be right. Two queries of it, a read for a hundred comments, one of the counters; of a
   * comment with likes one of those. In memory it has the ids and numbers of one article's heads.
   */
  async mend(articleId: string): Promise<Drift> {
    const drift: Drift = { counters: 0, replyCounts: 0 };
    const look = await this.#look(articleId);
    if (isWrong(look)) {
      await this.#pause();
      const again = await this.#look(articleId);
      if (isDeepStrictEqual(again, look)) {
        drift.counters = await this.#mendCounters(articleId, look);
        drift.replyCounts = await this.#mendHeads(look);
      }
    }
    for (const id of look.liked) await this.#likes.rollUp(id);
    await this.#counts.rollUp(articleId);
    return drift;
  }

  async #look(articleId: string): Promise<Look> {
    const items = await this.#table.getMany(countKeys(articleId), { consistent: true });
    const counters = items.map((item) => (item ? counter.parse(item).published : undefined));
    const published = Array.from({ length: COUNT_SHARDS }, () => 0);
    const replies = new Map<string, number>();
    const heads = new Map<string, { head: Comment; replies: number }>();
    const liked: string[] = [];
    // Replies first: a head that is read after them knows of each.
    for (const rank of ['REPLY', 'HEAD'] as const) {
      for await (const c of this.#comments(articleId, rank)) {
        if (c.likes > 0) liked.push(c.id);
        if (c.status === 'PUBLISHED') {
          const shard = countShardOf(c.id);
          published[shard] = (published[shard] ?? 0) + 1;
          if (c.parentId !== undefined) replies.set(c.parentId, (replies.get(c.parentId) ?? 0) + 1);
        }
        if (c.parentId !== undefined) continue;
        const counted = replies.get(c.id) ?? 0;
        if (counted !== c.replyCount) heads.set(c.id, { head: c, replies: counted });
      }
    }
    return { counters, published, heads, liked };
  }

  async *#comments(articleId: string, rank: 'REPLY' | 'HEAD'): AsyncGenerator<Comment> {
    const ids: string[] = [];
    const read = async () => {
      const items = await this.#table.getMany(ids.splice(0).map(commentKey), { consistent: true });
      return items.flatMap((item) => (item ? [comment.parse(item)] : []));
    };
    for await (const { commentId } of this.#shown.all(articleId, rank)) {
      if (ids.push(commentId) === BATCH) yield* await read();
    }
    yield* await read();
  }

  async #mendCounters(articleId: string, { counters, published }: Look): Promise<number> {
    let mended = 0;
    for (const [shard, was] of counters.entries()) {
      const is = published[shard] ?? 0;
      if ((was ?? 0) === is) continue;
      const set = { published: is };
      const write: Write = { update: countKey(articleId, shard), set, if: { equals: { published: was } } };
      if ((await this.#table.transact([write])).committed) mended++;
    }
    return mended;
  }

  async #mendHeads({ heads }: Look): Promise<number> {
    let mended = 0;
    for (const { head, replies } of heads.values()) {
      const writes = writesOf({ before: head, after: { ...head, replyCount: replies } });
      if ((await this.#table.transact(writes)).committed) mended++;
    }
    return mended;
  }
}

const isWrong = ({ counters, published, heads }: Look): boolean =>
  heads.size > 0 || counters.some((was, shard) => (was ?? 0) !== published[shard]);
