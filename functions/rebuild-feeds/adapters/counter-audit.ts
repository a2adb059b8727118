import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Comment, comment, shownComment } from '../../../shared/comment/comment.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import { writesOf } from '../../../shared/store/comment-writes.ts';
import {
  articleThread,
  COUNT_SHARDS,
  commentKey,
  countKey,
  countKeys,
  countShardOf,
  repliesThread,
  THREAD_INDEX,
  totalKey,
} from '../../../shared/store/discussion-keys.ts';
import { ShownComments } from '../../../shared/store/shown-comments.ts';
import type { Table, Write } from '../../../shared/store/table.ts';
import { type Pause, untilFollowed } from './pause.ts';
import type { IndexedDiscussion } from './shown-list.ts';

const counter = z.object({ published: z.int().optional() });

/** How many comments are read at once. */
const BATCH = 100;

/** How many numbers were not what the comments are. */
export interface MendedNumbers {
  counters: number;
  replyCounts: number;
  totals: number;
}

interface Look {
  /** What the shards say; undefined for one that is not there. */
  counters: (number | undefined)[];
  published: number[];
  /** Heads whose number of replies is not what there are, with that. */
  heads: Map<string, { head: Comment; replies: number }>;
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
  readonly #pause: Pause;

  constructor(table: Table, pause: Pause = untilFollowed) {
    this.#table = table;
    this.#shown = new ShownComments(table);
    this.#counts = new CommentCounts(table);
    this.#pause = pause;
  }

  /**
   * Two reads of the counters where the index has as many comments; else the list, the index, and two reads of each comment, all of it
   * twice. In memory it has the ids of one article's comments.
   */
  async mend(articleId: string, indexed: IndexedDiscussion): Promise<MendedNumbers> {
    const mended: MendedNumbers = { counters: 0, replyCounts: 0, totals: 0 };
    if (indexed.hasOtherReplies || differ(await this.#counters(articleId), indexed.published)) {
      const first = await this.#look(articleId);
      if (first.heads.size > 0 || differ(first.counters, first.published)) {
        await this.#pause();
        const again = await this.#look(articleId);
        if (isDeepStrictEqual(again, first)) {
          mended.counters = await this.#mendCounters(articleId, again);
          mended.replyCounts = await this.#mendHeads(again);
        }
      }
    }
    mended.totals = await this.#mendTotal(articleId, mended.counters > 0);
    return mended;
  }

  async #look(articleId: string): Promise<Look> {
    const counters = await this.#counters(articleId);
    const published = Array.from({ length: COUNT_SHARDS }, () => 0);
    const replies = new Map<string, number>();
    const heads = new Map<string, { head: Comment; replies: number }>();
    const count = (c: Comment) => {
      const shard = countShardOf(c.id);
      if (c.status === 'PUBLISHED') published[shard] = (published[shard] ?? 0) + 1;
    };
    const ids = await this.#idsOf(articleId);
    // Replies first: a head that is read after them knows of each.
    for await (const c of this.#comments(ids.replies)) {
      count(c);
      if (c.status !== 'PUBLISHED' || c.parentId === undefined) continue;
      replies.set(c.parentId, (replies.get(c.parentId) ?? 0) + 1);
      // It may be a head that nobody sees, as it seems.
      ids.heads.add(c.parentId);
    }
    for await (const c of this.#comments(ids.heads)) {
      count(c);
      const counted = replies.get(c.id) ?? 0;
      if (counted !== c.replyCount) heads.set(c.id, { head: c, replies: counted });
    }
    return { counters, published, heads };
  }

  /** By the list and by the index: what is missing in both of them would be taken off the counters, and both may lag. */
  async #idsOf(articleId: string): Promise<{ heads: Set<string>; replies: Set<string> }> {
    const [heads, replies] = [new Set<string>(), new Set<string>()];
    for await (const { commentId } of this.#shown.all(articleId, 'HEAD')) heads.add(commentId);
    for await (const { commentId } of this.#shown.all(articleId, 'REPLY')) replies.add(commentId);
    for await (const id of this.#indexed(articleThread(articleId))) heads.add(id);
    for await (const { id, replyCount } of this.#comments(heads)) {
      if (replyCount > 0) for await (const reply of this.#indexed(repliesThread(id))) replies.add(reply);
    }
    return { heads, replies };
  }

  async *#indexed(pk: string): AsyncGenerator<string> {
    for await (const item of this.#table.queryAll({ pk, index: THREAD_INDEX })) yield shownComment.parse(item).id;
  }

  async #counters(articleId: string): Promise<(number | undefined)[]> {
    const items = await this.#table.getMany(countKeys(articleId), { consistent: true });
    return items.map((item) => (item ? counter.parse(item).published : undefined));
  }

  /** These comments as they are this instant, a hundred at a time. */
  async *#comments(ids: Iterable<string>): AsyncGenerator<Comment> {
    const all = [...ids];
    for (let i = 0; i < all.length; i += BATCH) {
      const items = await this.#table.getMany(all.slice(i, i + BATCH).map(commentKey), { consistent: true });
      for (const item of items) if (item) yield comment.parse(item);
    }
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

  /** The total follows its shards by the stream. It is summed again in any case, and counts as wrong where nobody else has done so. */
  async #mendTotal(articleId: string, hasChanged: boolean): Promise<number> {
    const look = async () => {
      const total = await this.#table.get(totalKey(articleId), { consistent: true });
      const [sum] = await this.#counts.summed([articleId]);
      return { total: total ? (counter.parse(total).published ?? 0) : 0, sum };
    };
    const first = await look();
    if (first.total === first.sum) return 0;
    if (!hasChanged) await this.#pause();
    const isWrong = !hasChanged && isDeepStrictEqual(await look(), first);
    await this.#counts.rollUp(articleId);
    return isWrong ? 1 : 0;
  }
}

const differ = (counters: readonly (number | undefined)[], published: readonly number[]): boolean =>
  counters.some((was, shard) => (was ?? 0) !== published[shard]);
