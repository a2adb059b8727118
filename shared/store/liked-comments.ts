import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { likedKey, likedPk } from './discussion-keys.ts';
import type { PlainWrite, Table } from './table.ts';

const mark = z.object({ sk: z.string(), token: z.string() });

/** A note that a comment's likes have changed. */
export interface LikedComment {
  commentId: string;
  /** Another one each time that it is noted. */
  token: string;
}

/** What notes that a comment's likes have changed: one write unit. */
export const likedWrite = (articleId: string, commentId: string): PlainWrite => ({
  put: { ...likedKey(articleId, commentId), schemaVersion: 1, token: randomUUID() },
});

/** The comments of an article whose likes have changed since they were rolled up, as the reader of the stream notes them. */
export class LikedComments {
  readonly #table: Pick<Table, 'query' | 'transact'>;

  constructor(table: Pick<Table, 'query' | 'transact'>) {
    this.#table = table;
  }

  /** At most so many of them, strongly consistent. */
  async some(articleId: string, limit: number): Promise<LikedComment[]> {
    const { items } = await this.#table.query({ pk: likedPk(articleId), limit, consistent: true });
    return items.map((item) => {
      const { sk, token } = mark.parse(item);
      return { commentId: sk, token };
    });
  }

  /** Takes a note away, unless the comment was noted again since: its likes are to be summed again then. */
  async remove(articleId: string, { commentId, token }: LikedComment): Promise<void> {
    await this.#table.transact([{ delete: likedKey(articleId, commentId), if: { equals: { token } } }]);
  }
}
