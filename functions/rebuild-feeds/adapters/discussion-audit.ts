import type { Table } from '../../../shared/store/table.ts';
import { NO_DRIFT } from '../drift.ts';
import type { Drift } from '../ports.ts';
import { CounterAudit } from './counter-audit.ts';
import { LikeAudit } from './like-audit.ts';
import { type Pause, untilFollowed } from './pause.ts';
import { PlaceAudit } from './place-audit.ts';
import { ShownList } from './shown-list.ts';

/** An article's discussion held against its comments: the lists of what it shows first, since its numbers are counted along them. */
export class DiscussionAudit {
  readonly #list: ShownList;
  readonly #places: PlaceAudit;
  readonly #counters: CounterAudit;
  readonly #likes: LikeAudit;

  constructor(table: Table, pause: Pause = untilFollowed) {
    this.#list = new ShownList(table);
    this.#places = new PlaceAudit(table, pause);
    this.#counters = new CounterAudit(table, pause);
    this.#likes = new LikeAudit(table, pause);
  }

  /** Counts an article's comments again, and looks through their places in its lists: what `ShownList` costs where all is right. */
  async mend(articleId: string): Promise<Drift> {
    const indexed = await this.#list.look(articleId);
    const { places } = await this.#places.mend(indexed.suspects);
    return { ...NO_DRIFT, places, ...(await this.#counters.mend(articleId, indexed)) };
  }

  /** Counts a comment's likes again. */
  async mendLikes(commentId: string): Promise<Drift> {
    return { ...NO_DRIFT, likes: await this.#likes.mend(commentId) };
  }
}
