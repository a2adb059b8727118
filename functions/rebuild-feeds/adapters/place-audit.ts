import { isDeepStrictEqual } from 'node:util';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { allPlacesOf } from '../../../shared/comment/places.ts';
import { commentKey } from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key, PlainWrite, Table } from '../../../shared/store/table.ts';
import { type Pause, untilFollowed } from './pause.ts';

/** Comments whose places may be wrong, by id, each with keys that it may have left. */
export type Suspects = ReadonlyMap<string, readonly Key[]>;

/** What was wrong, and is right now. */
export interface MendedPlaces {
  places: number;
  commentIds: string[];
  articleIds: string[];
}

interface Wrong {
  key: Key;
  is: Item | undefined;
  wanted: (Key & Item) | undefined;
}

type Tabled = Pick<Table, 'get' | 'getMany' | 'writeMany'>;

/** The places that comments take beside their own items, held against what the comments ask for. */
export class PlaceAudit {
  readonly #table: Tabled;
  readonly #pause: Pause;

  constructor(table: Tabled, pause: Pause = untilFollowed) {
    this.#table = table;
    this.#pause = pause;
  }

  /**
   * Puts what is missing or says something else, and removes what is left over. Who follows the stream may just be at it: so only what is
   * wrong in the same way in a second look counts. Requests: the comments and their places, strongly consistent, twice where any is wrong.
   */
  async mend(suspects: Suspects): Promise<MendedPlaces> {
    const mended: MendedPlaces = { places: 0, commentIds: [], articleIds: [] };
    const first = await this.#wrong(suspects);
    if (first.size === 0) return mended;
    await this.#pause();
    for (const [id, { found, wrong }] of await this.#wrong(
      new Map([...first].map(([id]) => [id, suspects.get(id) ?? []])),
    )) {
      if (!isDeepStrictEqual(wrong, first.get(id)?.wrong)) continue;
      await this.#mendOne(id, found, wrong);
      mended.places += wrong.length;
      mended.commentIds.push(id);
      if (found) mended.articleIds.push(found.articleId);
    }
    return mended;
  }

  async #wrong(suspects: Suspects): Promise<Map<string, { found: Comment | undefined; wrong: Wrong[] }>> {
    const ids = [...suspects.keys()];
    const comments = await this.#table.getMany(ids.map(commentKey), { consistent: true });
    const looks = ids.map((id, i) => {
      const found = comments[i] && comment.parse(comments[i]);
      const wanted = found ? allPlacesOf(found) : [];
      const strays = (suspects.get(id) ?? []).filter((key) => !wanted.some((place) => isSame(place, key)));
      return {
        id,
        found,
        wanted: [
          ...wanted.map((place) => ({ key: keyOf(place), wanted: place })),
          ...strays.map((key) => ({ key, wanted: undefined })),
        ],
      };
    });
    const items = await this.#table.getMany(
      looks.flatMap(({ wanted }) => wanted.map(({ key }) => key)),
      { consistent: true },
    );
    let next = 0;
    return new Map(
      looks.flatMap(({ id, found, wanted }) => {
        const wrong = wanted
          .map((each) => ({ ...each, is: items[next++] }))
          .filter(({ is, wanted: place }) => !isDeepStrictEqual(is, place));
        return wrong.length > 0 ? [[id, { found, wrong }] as const] : [];
      }),
    );
  }

  /** Others may keep the places meanwhile: so it looks at the comment again after its writes, and starts over if that has changed. */
  async #mendOne(id: string, found: Comment | undefined, wrong: readonly Wrong[]): Promise<void> {
    let asked = found;
    let writes = wrong.map(({ key, wanted }): PlainWrite => (wanted ? { put: wanted } : { delete: key }));
    for (;;) {
      await this.#table.writeMany(writes);
      const item = await this.#table.get(commentKey(id), { consistent: true });
      const now = item && comment.parse(item);
      if (isDeepStrictEqual(now, asked)) return;
      const wanted = now ? allPlacesOf(now) : [];
      const left = (asked ? allPlacesOf(asked) : [])
        .map(keyOf)
        .filter((key) => !wanted.some((place) => isSame(place, key)));
      writes = [...wanted.map((put) => ({ put })), ...left.map((key) => ({ delete: key }))];
      asked = now;
    }
  }
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

const isSame = (a: Key, b: Key): boolean => a.pk === b.pk && a.sk === b.sk;
