import * as z from 'zod';
import { articleThread, type ShownRank, shownKey, shownPk, topPk } from './discussion-keys.ts';
import type { PlainWrite, Table } from './table.ts';

/** What places a comment among those that its article shows. */
export type Placed = Parameters<typeof shownKey>[0];

/** A comment that is shown, and its position: its sort key in the thread. */
export interface ShownPlace {
  commentId: string;
  position: string;
}

const place = z.object({ sk: z.string(), commentId: z.string() });
const topPlace = z.object({ sk: z.string(), id: z.string() });

/** What puts a comment into the list, or takes it out: one write unit. */
export function shownWrite(comment: Placed, isShown: boolean): PlainWrite {
  const key = shownKey(comment);
  return isShown ? { put: { ...key, schemaVersion: 1, commentId: comment.id } } : { delete: key };
}

/**
 * The list of the comments that an article shows, in the base table and so strongly consistent, which no index is. The reader of
 * the stream keeps it: a place is put or removed with no condition, as records of one comment come in their order. It holds
 * ids alone; what may be said of a comment, its own item says.
 */
export class ShownComments {
  readonly #table: Pick<Table, 'query' | 'queryAll'>;

  constructor(table: Pick<Table, 'query' | 'queryAll'>) {
    this.#table = table;
  }

  /** One query, a read unit for about 40 places. */
  async page(articleId: string, rank: ShownRank, order: 'newest' | 'oldest', limit: number): Promise<ShownPlace[]> {
    const query = { pk: shownPk(articleId), sk: { beginsWith: `${rank}#` }, newestFirst: order === 'newest', limit };
    return (await this.#table.query({ ...query, consistent: true })).items.map((item) => placeOf(item, rank));
  }

  /** The heads of an article's threads that have the most likes. One query, a read unit for about 8 of them, since these places hold more. */
  async top(articleId: string, limit: number): Promise<ShownPlace[]> {
    const { items } = await this.#table.query({
      pk: topPk(articleThread(articleId)),
      newestFirst: true,
      limit,
      consistent: true,
    });
    return items.map((item) => {
      const { sk, id } = topPlace.parse(item);
      return { commentId: id, position: sk };
    });
  }

  /** Every place of a rank, oldest first. */
  async *all(articleId: string, rank: ShownRank): AsyncGenerator<ShownPlace> {
    const query = { pk: shownPk(articleId), sk: { beginsWith: `${rank}#` }, consistent: true };
    for await (const item of this.#table.queryAll(query)) yield placeOf(item, rank);
  }
}

function placeOf(item: unknown, rank: ShownRank): ShownPlace {
  const { sk, commentId } = place.parse(item);
  return { commentId, position: sk.slice(rank.length + 1) };
}
