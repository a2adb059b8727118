import { type Comment, comment, isShown, shownComment } from '../../../shared/comment/comment.ts';
import { articleThread, commentKey, repliesThread, THREAD_INDEX } from '../../../shared/store/discussion-keys.ts';
import { ShownComments, shownWrite } from '../../../shared/store/shown-comments.ts';
import type { Table } from '../../../shared/store/table.ts';
import { TopList } from './top-list.ts';

/** How many comments are looked at again in one request. */
const BATCH = 100;

type Tabled = Pick<Table, 'get' | 'getMany' | 'query' | 'queryAll' | 'put' | 'delete' | 'writeMany'>;

/**
 * The lists of the comments that an article shows, by time and by likes, held against the index of its threads. What differs is decided
 * by the comments themselves, since the index may lag and the lists are kept by another.
 */
export class ShownList {
  readonly #table: Tabled;
  readonly #shown: ShownComments;
  readonly #top: TopList;

  constructor(table: Tabled) {
    this.#table = table;
    this.#shown = new ShownComments(table);
    this.#top = new TopList(table);
  }

  /**
   * Makes the lists right, and answers the ids of the comments whose places were not. Queries alone where all is right: for that by
   * time the thread of the article, one for each head with answers, and two of the list. In memory it has the ids of one
   * article's comments.
   */
  async mend(articleId: string): Promise<string[]> {
    const unlisted = new Set<string>();
    for await (const id of this.#indexed(articleId)) unlisted.add(id);
    const doubtful = new Set<string>();
    for (const rank of ['HEAD', 'REPLY'] as const) {
      for await (const { commentId } of this.#shown.all(articleId, rank)) {
        if (!unlisted.delete(commentId)) doubtful.add(commentId);
      }
    }
    const comments = await this.#comments([...unlisted, ...doubtful]);
    const wrong = comments.filter((each) => isShown(each) === unlisted.has(each.id));
    await this.#table.writeMany(wrong.map((each) => shownWrite(each, isShown(each))));
    return [...new Set([...wrong.map(({ id }) => id), ...(await this.#top.mend(articleId))])];
  }

  async *#indexed(articleId: string): AsyncGenerator<string> {
    for await (const head of this.#thread(articleThread(articleId))) {
      yield head.id;
      if (head.replyCount === 0) continue;
      for await (const reply of this.#thread(repliesThread(head.id))) yield reply.id;
    }
  }

  async *#thread(pk: string) {
    for await (const item of this.#table.queryAll({ pk, index: THREAD_INDEX })) yield shownComment.parse(item);
  }

  async #comments(ids: readonly string[]): Promise<Comment[]> {
    const comments: Comment[] = [];
    for (let i = 0; i < ids.length; i += BATCH) {
      const items = await this.#table.getMany(ids.slice(i, i + BATCH).map(commentKey), { consistent: true });
      comments.push(...items.flatMap((item) => (item ? [comment.parse(item)] : [])));
    }
    return comments;
  }
}
