import * as z from 'zod';
import { actOf, commentKey, likeCountKey, likeCountKeys, likeKey, likeShardOf } from './discussion-keys.ts';
import type { Table } from './table.ts';

const counter = z.object({ likes: z.number().int() });

/** Whose likes they are. */
export interface Liked {
  id: string;
  articleId: string;
}

/**
 * The likes of comments: a row for each person and comment, and their numbers in sixteen counters a comment, each in its
 * partition with the rows that it counts. A row and its counter change in one transaction, so that numbers are exact whatever
 * is lost, repeated or done at once.
 */
export class Likes {
  readonly #table: Pick<Table, 'get' | 'getMany' | 'transact'>;

  constructor(table: Pick<Table, 'get' | 'getMany' | 'transact'>) {
    this.#table = table;
  }

  /**
   * Makes it so that this person (`actorOf`) likes the comment, or does not. False when it was so already. One transaction, 5 write units;
   * throws `TransactionCanceledException` where others stood in its way for too long.
   */
  async set(comment: Liked, actor: string, liked: boolean): Promise<boolean> {
    const row = likeKey(comment.id, actor);
    const { committed } = await this.#table.transact([
      liked
        ? { put: { ...row, schemaVersion: 1, ...actOf(actor, 'LIKE', comment.id) }, if: 'notExists' }
        : { delete: row, if: 'exists' },
      {
        update: likeCountKey(comment.id, likeShardOf(actor)),
        // The reader of the stream learns by it whose discussion has changed.
        set: { schemaVersion: 1, articleId: comment.articleId },
        add: { likes: liked ? 1 : -1 },
      },
    ]);
    return committed;
  }

  /** How many like it this instant, strongly consistent: 16 read units. */
  async count(commentId: string): Promise<number> {
    const items = await this.#table.getMany(likeCountKeys(commentId), { consistent: true });
    return items.reduce((sum, item) => sum + (item ? counter.parse(item).likes : 0), 0);
  }

  /**
   * Makes the number on the comment the sum of its counters; answers whether that was another. Several may do so at once, so
   * it sums again after each write: whoever writes last has also read after its write.
   */
  async rollUp(commentId: string): Promise<boolean> {
    const item = await this.#table.get(commentKey(commentId), { consistent: true });
    if (!item) return false;
    const first = counter.parse(item).likes;
    let before = first;
    for (let likes = await this.count(commentId); likes !== before; likes = await this.count(commentId)) {
      const update = { update: commentKey(commentId), set: { likes }, if: 'exists' } as const;
      if (!(await this.#table.transact([update])).committed) return false;
      before = likes;
    }
    return before !== first;
  }
}
