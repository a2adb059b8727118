import { isDeepStrictEqual } from 'node:util';
import { shownComment } from '../../../shared/comment/comment.ts';
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
    const doubtful = new Map<string, Taken[]>();
    for await (const item of this.#table.queryAll({ pk: topPk(thread), consistent: true })) {
      const [{ id }, line] = [shownComment.parse(item), lineOf(item)];
      if (expected.get(id) === line) expected.delete(id);
      else doubtful.set(id, [...(doubtful.get(id) ?? []), { sk: String(item.sk), line }]);
    }
    const wrong: string[] = [];
    for (const id of new Set([...expected.keys(), ...doubtful.keys()])) {
      if (await this.#mendPlace(id, topPk(thread), doubtful.get(id) ?? [])) wrong.push(id);
    }
    return wrong;
  }

  /**
   * False where the places were right. Others may keep them meanwhile: so it looks at the comment again after each write, and starts over
   * if that has changed.
   */
  async #mendPlace(id: string, pk: string, taken: Taken[]): Promise<boolean> {
    let stands = taken;
    for (let wanted = await this.#placesOf(id); !isDeepStrictEqual(linesOf(wanted), stands); ) {
      for (const { sk } of stands) if (wanted.every((place) => place.sk !== sk)) await this.#table.delete({ pk, sk });
      for (const place of wanted) await this.#table.put(place);
      stands = linesOf(wanted);
      wanted = await this.#placesOf(id);
    }
    return stands !== taken;
  }

  async #placesOf(id: string): Promise<(Key & Item)[]> {
    const c = shownComment.safeParse(await this.#table.get(commentKey(id), { consistent: true })).data;
    return c ? topPlaceOf(c) : [];
  }
}

/** A place that is there: its sort key, and all that it says. */
interface Taken {
  sk: string;
  line: string;
}

const linesOf = (places: readonly (Key & Item)[]): Taken[] =>
  places.map((place) => ({ sk: place.sk, line: lineOf(place) }));

/** All that a place says, in one order of its members. */
const lineOf = (place: Item): string => JSON.stringify([place.sk, shownComment.parse(place)]);
