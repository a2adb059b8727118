import { createHash } from 'node:crypto';
import { type ShownComment, shownComment } from '../../../shared/comment/comment.ts';
import { topPlaceOf } from '../../../shared/comment/places.ts';
import {
  articleThread,
  COUNT_SHARDS,
  countShardOf,
  repliesThread,
  shownPk,
  THREAD_INDEX,
  topPk,
} from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import { ShownComments } from '../../../shared/store/shown-comments.ts';
import type { Key, Table } from '../../../shared/store/table.ts';

/** What the index of an article's threads says, which may lag, and where the lists of what it shows say something else. */
export interface IndexedDiscussion {
  /** PUBLISHED comments, by the shard that counts each. */
  published: number[];
  /** Whether the number of replies of some head is not what there are, or there are replies that no head knows of. */
  hasOtherReplies: boolean;
  /** Comments that differ, by id, each with places that it may have left. */
  suspects: Map<string, Key[]>;
}

/** The lists of the comments that an article shows, by time and by likes, held against the index of its threads. */
export class ShownList {
  readonly #table: Pick<Table, 'query' | 'queryAll'>;
  readonly #shown: ShownComments;

  constructor(table: Pick<Table, 'query' | 'queryAll'>) {
    this.#table = table;
    this.#shown = new ShownComments(table);
  }

  /**
   * Queries alone: two for the article's heads and two for each head with answers, two of the list by time: some 12,000 read units for 200,000
   * comments. In memory it has the ids of one article's comments, and a number for each of one thread.
   */
  async look(articleId: string): Promise<IndexedDiscussion> {
    const seen: IndexedDiscussion = {
      published: Array.from({ length: COUNT_SHARDS }, () => 0),
      hasOtherReplies: false,
      suspects: new Map(),
    };
    const unlisted = new Set<string>();
    const note = (c: ShownComment) => {
      unlisted.add(c.id);
      const shard = countShardOf(c.id);
      if (c.status === 'PUBLISHED') seen.published[shard] = (seen.published[shard] ?? 0) + 1;
    };
    const answered: { id: string; replyCount: number }[] = [];
    await this.#thread(articleThread(articleId), seen, (c) => {
      note(c);
      if (c.replyCount > 0) answered.push(c);
    });
    for (const { id, replyCount } of answered) {
      let replies = 0;
      await this.#thread(repliesThread(id), seen, (c) => {
        note(c);
        if (c.status === 'PUBLISHED') replies++;
      });
      if (replies !== replyCount) seen.hasOtherReplies = true;
    }
    for (const rank of ['HEAD', 'REPLY'] as const) {
      for await (const { commentId, position } of this.#shown.all(articleId, rank)) {
        if (unlisted.delete(commentId)) continue;
        suspect(seen, commentId, { pk: shownPk(articleId), sk: `${rank}#${position}` });
        if (rank === 'REPLY') seen.hasOtherReplies = true;
      }
    }
    for (const id of unlisted) suspect(seen, id);
    return seen;
  }

  /** Tells of each comment of a thread, and holds against it who stands there by likes. */
  async #thread(thread: string, seen: IndexedDiscussion, tell: (c: ShownComment) => void): Promise<void> {
    const expected = new Map<string, number>();
    for await (const item of this.#table.queryAll({ pk: thread, index: THREAD_INDEX })) {
      const c = shownComment.parse(item);
      tell(c);
      for (const place of topPlaceOf(c)) expected.set(c.id, digestOf(place));
    }
    for await (const item of this.#table.queryAll({ pk: topPk(thread), consistent: true })) {
      const { id } = shownComment.parse(item);
      if (expected.get(id) === digestOf(item)) expected.delete(id);
      else suspect(seen, id, { pk: topPk(thread), sk: String(item.sk) });
    }
    for (const id of expected.keys()) suspect(seen, id);
  }
}

const suspect = ({ suspects }: IndexedDiscussion, id: string, ...left: Key[]): void =>
  void suspects.set(id, [...(suspects.get(id) ?? []), ...left]);

/** Of all that a place says, in one order of its members: 48 bits, since a thread may be long. */
const digestOf = (place: Item): number =>
  createHash('sha256')
    .update(JSON.stringify([place.sk, shownComment.parse(place)]))
    .digest()
    .readUIntBE(0, 6);
