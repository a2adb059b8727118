import { type Liked, Likes } from '../../shared/store/likes.ts';
import type { Table } from '../../shared/store/table.ts';
import { unlessBusy } from './busy-table.ts';
import type { LikeCounters } from './ports.ts';

/** Likes as this function's port sees them: too many at once are told to come back. */
export class LikeTable implements LikeCounters {
  readonly #likes: Likes;

  constructor(table: Table) {
    this.#likes = new Likes(table);
  }

  set = (comment: Liked, actor: string, liked: boolean): Promise<boolean> =>
    unlessBusy(this.#likes.set(comment, actor, liked));

  count = (commentId: string): Promise<number> => this.#likes.count(commentId);
}
