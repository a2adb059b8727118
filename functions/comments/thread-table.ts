import { type ShownComment, shownComment } from '../../shared/comment/comment.ts';
import type { ThreadOrder } from '../../shared/comment/thread-page.ts';
import { THREAD_INDEX, topPk } from '../../shared/store/discussion-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Threads, ThreadWindow } from './ports.ts';

/** Threads by time in their index, and by likes in the places that the reader of the stream keeps. */
export class ThreadTable implements Threads {
  readonly #table: Pick<Table, 'query'>;

  constructor(table: Pick<Table, 'query'>) {
    this.#table = table;
  }

  /** One query of `limit` + 1 items, eventually consistent as every index is. */
  async page(
    thread: string,
    order: ThreadOrder,
    window: ThreadWindow,
  ): Promise<{ items: ShownComment[]; more: boolean }> {
    const back = 'before' in window;
    const from = back ? window.before : window.after;
    const newestFirst = (order === 'oldest') === back;
    const { items } = await this.#table.query({
      ...(order === 'top' ? { pk: topPk(thread) } : { pk: thread, index: THREAD_INDEX }),
      newestFirst,
      limit: window.limit + 1,
      ...(from !== undefined && { sk: newestFirst ? { before: from } : { after: from } }),
    });
    const comments = items.slice(0, window.limit).map((item) => shownComment.parse(item));
    return { items: back ? comments.reverse() : comments, more: items.length > window.limit };
  }
}
