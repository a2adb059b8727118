import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { decision } from '../../../shared/comment/comment-change.ts';
import { allPlacesOf } from '../../../shared/comment/places.ts';
import { inParallel } from '../../../shared/in-parallel.ts';
import {
  AUDIT_POSITION,
  articleOfCountKey,
  articleOfTotalKey,
  auditKey,
  commentKey,
  commentOfLikesPk,
  countKey,
  countShardOf,
  totalKey,
} from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key, PlainWrite, Table } from '../../../shared/store/table.ts';
import { NO_DRIFT, sumOf } from '../drift.ts';
import type { AuditedPart, DiscussionAudit, TableAudit } from '../ports.ts';
import { type Pause, untilFollowed } from './pause.ts';
import { PlaceAudit } from './place-audit.ts';

/** How many items are looked at before what seems wrong among them is looked at again. */
const PART = 500;

const WIDTH = 4;

const key = z.object({ pk: z.string(), sk: z.string() });
/** A place beside a comment: those that are whole comments have their own name for it. */
const place = z.union([
  z.object({ commentId: z.string() }),
  z.object({ id: z.string() }).transform(({ id }) => ({ commentId: id })),
]);
const PLACES = /^(QUEUE|FLAGGED|RECENT|REVIEWED|SHOWN|TOP)#/;
const trail = z.object({ of: key });
const likes = z.object({ likes: z.int().optional() });
const position = z.object({ after: z.string().optional() });

/** What the items of a part are. */
interface Sorted {
  comments: Comment[];
  /** Places, each with the comment that is to ask for it. */
  places: { key: Key; commentId: string }[];
  /** What is to stand in moderators' audits of these decisions, and what does of things that must be there. */
  expected: (Key & Item)[];
  trails: { key: Key; of: Key }[];
  /** Comments that have likes, by what was found of those. */
  liked: Set<string>;
  /** Articles with a total, and articles with a counter, which must have one. */
  totals: Set<string>;
  counted: Set<string>;
}

/**
 * The whole discussion table, part by part in the order of a Scan: each comment, held or shown, with its places and its likes; each
 * place, whether its comment asks for it; and each article that has a number, also one that is withdrawn. So it finds what no list leads
 * to, and what the reader of the stream has lost.
 */
export class DiscussionTableAudit implements TableAudit {
  readonly #table: Table;
  readonly #places: PlaceAudit;
  readonly #discussions: DiscussionAudit;
  readonly #pause: Pause;

  constructor(table: Table, discussions: DiscussionAudit, pause: Pause = untilFollowed) {
    this.#table = table;
    this.#places = new PlaceAudit(table, pause);
    this.#discussions = discussions;
    this.#pause = pause;
  }

  /**
   * Requests where all is right: one Scan; reads, not strongly consistent, of places and comments, some 4 units a comment in all; and what
   * `mend` and `mendLikes` cost of each article and each liked comment among the items.
   */
  async part(after: string | undefined): Promise<AuditedPart> {
    const { items, next } = await this.#items(after);
    const sorted = sort(items);
    const suspects = await this.#suspects(sorted);
    const { places, articleIds } = await this.#places.mend(suspects);
    const trails = await this.#mendTrails(sorted);
    const articles = await inParallel(await this.#articles(sorted), WIDTH, async (articleId) => ({
      articleId,
      drift: await this.#discussions.mend(articleId),
    }));
    const liked = await inParallel(sorted.liked, WIDTH, (id) => this.#discussions.mendLikes(id));
    const drifts = [...articles.map(({ drift }) => drift), ...liked, { ...NO_DRIFT, places: places + trails }];
    return { items: items.length, drift: sumOf(drifts), articleIds: [...new Set(articleIds)], next };
  }

  /** Ends after a comment, whose id says where to go on without saying whose it is. */
  async #items(after: string | undefined): Promise<{ items: Item[]; next: string | undefined }> {
    const items: Item[] = [];
    let startKey: Item | undefined = after === undefined ? undefined : { ...commentKey(after) };
    for (;;) {
      const page = await this.#table.scan({ limit: PART, ...(startKey && { startKey }) });
      items.push(...page.items);
      if (!page.next) return { items, next: undefined };
      const last = page.items.findLast(({ sk }) => sk === commentKey('').sk);
      if (last) return { items, next: comment.parse(last).id };
      startKey = page.next;
    }
  }

  async #suspects({ comments, places, liked }: Sorted): Promise<Map<string, Key[]>> {
    const suspects = new Map<string, Key[]>();
    const asked = comments.flatMap((c) => allPlacesOf(c).map((wanted) => ({ id: c.id, wanted })));
    const there = await this.#table.getMany(asked.map(({ wanted: { pk, sk } }) => ({ pk, sk })));
    for (const [i, { id, wanted }] of asked.entries()) if (!isDeepStrictEqual(there[i], wanted)) suspects.set(id, []);
    const ids = [...new Set([...places.map(({ commentId }) => commentId), ...liked])];
    const items = await this.#table.getMany(ids.map(commentKey));
    const found = new Map(items.flatMap((item) => (item ? [comment.parse(item)] : [])).map((c) => [c.id, c]));
    for (const { key: taken, commentId } of places) {
      const c = found.get(commentId);
      if (c && allPlacesOf(c).some(({ pk, sk }) => pk === taken.pk && sk === taken.sk)) continue;
      suspects.set(commentId, [...(suspects.get(commentId) ?? []), taken]);
    }
    // Where the comment has a number of likes it is audited as it is met itself.
    for (const id of liked) if (found.get(id)?.likes !== 0) liked.delete(id);
    for (const { id, likes: count } of comments) if (count > 0) liked.add(id);
    return suspects;
  }

  /** Those with a total, and those that lack it or a counter. */
  async #articles({ totals, counted, comments }: Sorted): Promise<Set<string>> {
    const published = comments.filter(({ status }) => status === 'PUBLISHED');
    const needed = [
      ...[...counted].map((articleId) => ({ articleId, ...totalKey(articleId) })),
      ...published.map(({ articleId, id }) => ({ articleId, ...countKey(articleId, countShardOf(id)) })),
    ];
    const items = await this.#table.getMany(needed.map(({ pk, sk }) => ({ pk, sk })));
    return new Set([...totals, ...needed.filter((_, i) => !items[i]).map(({ articleId }) => articleId)]);
  }

  /** What moderators did, by who did it: rows that are missing, and rows of what is gone. */
  async #mendTrails({ expected, trails }: Sorted): Promise<number> {
    const wrong = async (): Promise<PlainWrite[]> => {
      const keys = [...expected.map(({ pk, sk }) => ({ pk, sk })), ...trails.map(({ of }) => of)];
      const items = await this.#table.getMany(keys, { consistent: true });
      const missing = expected.filter((_, i) => !items[i]).map((put) => ({ put }));
      const left = trails.filter((_, i) => !items[expected.length + i]).map((each) => ({ delete: each.key }));
      return [...missing, ...left];
    };
    const first = await wrong();
    if (first.length === 0) return 0;
    await this.#pause();
    // Rows are only ever added, and go only with what they are of: what is still wrong stays it.
    const writes = await wrong();
    await this.#table.writeMany(writes);
    return writes.length;
  }

  async position(): Promise<string | undefined> {
    const item = await this.#table.get(AUDIT_POSITION, { consistent: true });
    return item && position.parse(item).after;
  }

  async savePosition(after: string | undefined): Promise<void> {
    await this.#table.put({ ...AUDIT_POSITION, schemaVersion: 1, after });
  }
}

function sort(items: readonly Item[]): Sorted {
  const sorted: Sorted = {
    comments: [],
    places: [],
    expected: [],
    trails: [],
    liked: new Set(),
    totals: new Set(),
    counted: new Set(),
  };
  for (const item of items) {
    const { pk, sk } = key.parse(item);
    const [likedId, totalled, counted] = [commentOfLikesPk(pk), articleOfTotalKey(pk), articleOfCountKey(pk)];
    if (pk.startsWith('COMMENT#') && sk === commentKey('').sk) sorted.comments.push(comment.parse(item));
    else if (pk.startsWith('COMMENT#') && sk.startsWith('DECISION#')) {
      const { by, at } = decision.parse(item);
      sorted.expected.push({ ...auditKey(by, at, { pk, sk }), schemaVersion: 1, of: { pk, sk } });
    } else if (PLACES.test(pk)) sorted.places.push({ key: { pk, sk }, ...place.parse(item) });
    else if (pk.startsWith('AUDIT#')) sorted.trails.push({ key: { pk, sk }, of: trail.parse(item).of });
    else if (totalled !== undefined) sorted.totals.add(totalled);
    else if (counted !== undefined) sorted.counted.add(counted);
    else if (likedId !== undefined && (sk !== 'COUNT' || likes.parse(item).likes !== 0)) sorted.liked.add(likedId);
  }
  return sorted;
}
