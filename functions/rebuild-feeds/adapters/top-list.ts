import { type ShownComment, shownComment } from '../../../shared/comment/comment.ts';
import { topPlaceOf } from '../../../shared/comment/places.ts';
import {
  articleThread,
  commentKey,
  repliesThread,
  THREAD_INDEX,
  topPk,
} from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key, Table } from '../../../shared/store/table.ts';

type Tabled = Pick<Table, 'get' | 'queryAll' | 'put' | 'delete'>;

/** The places of comments by likes, held against the index of their threads, and where they differ against the comments. */
export class TopList {
  readonly #table: Tabled;

  constructor(table: Tabled) {
    this.#table = table;
  }

  /**
   * Makes the places of an article's comments right, and answers the ids of those whose were not. Queries alone where all is
   * right: two for the article, and two for each head. In memory it has a line for each comment of one thread.
   */
  async mend(articleId: string): Promise<string[]> {
    const heads: string[] = [];
    const wrong = await this.#mendThread(articleThread(articleId), (id) => heads.push(id));
    for (const head of heads) wrong.push(...(await this.#mendThread(repliesThread(head))));
    return wrong;
  }

  async #mendThread(thread: string, tell: (id: string) => void = () => {}): Promise<string[]> {
    const expected = new Map<string, string>();
    for await (const item of this.#table.queryAll({ pk: thread, index: THREAD_INDEX })) {
      const c = shownComment.parse(item);
      tell(c.id);
      for (const place of topPlaceOf(c)) expected.set(c.id, lineOf(place));
    }
    const doubtful = new Map<string, string[]>();
    for await (const item of this.#table.queryAll({ pk: topPk(thread), consistent: true })) {
      const { id } = shownComment.parse(item);
      if (expected.get(id) === lineOf(item)) expected.delete(id);
      else doubtful.set(id, [...(doubtful.get(id) ?? []), String(item.sk)]);
    }
    const ids = [...new Set([...expected.keys(), ...doubtful.keys()])];
    for (const id of ids) await this.#mendPlace(id, { thread, taken: doubtful.get(id) ?? [] });
    return ids;
  }

  /** Others may keep the place meanwhile: so it looks at the comment again after each write, and starts over if that has changed. */
  async #mendPlace(id: string, { thread, taken }: { thread: string; taken: string[] }): Promise<void> {
    const places = async () => {
      const c = shownComment.safeParse(await this.#table.get(commentKey(id), { consistent: true })).data;
      return c ? topPlaceOf(c) : [];
    };
    let stale = taken;
    for (let wanted = await places(), before = ''; JSON.stringify(wanted) !== before; wanted = await places()) {
      for (const sk of stale) {
        if (!wanted.some((place) => place.sk === sk)) await this.#table.delete({ pk: topPk(thread), sk });
      }
      for (const place of wanted) await this.#table.put(place);
      stale = wanted.map(({ sk }) => sk);
      before = JSON.stringify(wanted);
    }
  }
}

/** All that a place says, in one order of its members. */
function lineOf(place: (Key & Item) | Item): string {
  const c: ShownComment = shownComment.parse(place);
  return JSON.stringify([place.sk, c]);
}
