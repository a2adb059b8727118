import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { allPlacesOf } from '../../../shared/comment/places.ts';
import { AUDIT_POSITION, commentKey, countKey, countShardOf, totalKey } from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key, PlainWrite, Table } from '../../../shared/store/table.ts';
import type { AuditedPart, TableAudit } from '../ports.ts';
import { type AuditedItems, auditedItems } from './audited-items.ts';
import { type Pause, untilFollowed } from './pause.ts';
import { PlaceAudit } from './place-audit.ts';

/** How many items are looked at before what seems wrong among them is looked at again. */
const PART = 500;

const position = z.object({ after: z.string().optional() });

/**
 * The whole discussion table, part by part in the order of a Scan: each comment, held or shown, with its places and its likes; each
 * place, whether its comment asks for it; and each article that has a number, also one that is withdrawn. So it finds what no list leads
 * to, and what the reader of the stream has lost.
 */
export class DiscussionTableAudit implements TableAudit {
  readonly #table: Table;
  readonly #places: PlaceAudit;
  readonly #pause: Pause;
  readonly #size: number;

  constructor(table: Table, pause: Pause = untilFollowed, size = PART) {
    this.#table = table;
    this.#size = size;
    this.#places = new PlaceAudit(table, pause);
    this.#pause = pause;
  }

  /** Requests where all is right: one Scan; reads, not strongly consistent, of places and comments, under 3 units a comment in all. */
  async part(after: string | undefined): Promise<AuditedPart> {
    const { items, next } = await this.#items(after);
    const audited = auditedItems(items);
    const comments = await this.#commentsOf(audited);
    const { places, articleIds } = await this.#places.mend(await this.#suspects(audited, comments));
    const trails = await this.#mendTrails(audited);
    const articles = await this.#articles(audited);
    return {
      items: items.length,
      strange: audited.strange,
      places: { count: places + trails, articleIds: [...new Set(articleIds)] },
      discussions: [...[...articles].map((articleId) => ({ articleId })), ...likedAmong(audited, comments)],
      next,
    };
  }

  /** Ends after a comment, whose id says where to go on without saying whose it is. */
  async #items(after: string | undefined): Promise<{ items: Item[]; next: string | undefined }> {
    const items: Item[] = [];
    let startKey: Item | undefined = after === undefined ? undefined : { ...commentKey(after) };
    for (;;) {
      const page = await this.#table.scan({ limit: this.#size, ...(startKey && { startKey }) });
      items.push(...page.items);
      if (!page.next) return { items, next: undefined };
      const last = page.items.findLast(({ sk }) => sk === commentKey('').sk);
      if (last) return { items, next: comment.parse(last).id };
      startKey = page.next;
    }
  }

  /** Whose places and likes there are. */
  async #commentsOf({ places, liked }: AuditedItems): Promise<Map<string, Comment>> {
    const ids = [...new Set([...places.map(({ commentId }) => commentId), ...liked])];
    const items = await this.#table.getMany(ids.map(commentKey));
    return new Map(items.flatMap((item) => (item ? [comment.parse(item)] : [])).map((c) => [c.id, c]));
  }

  async #suspects(
    { comments, places }: AuditedItems,
    found: ReadonlyMap<string, Comment>,
  ): Promise<Map<string, Key[]>> {
    const suspects = new Map<string, Key[]>();
    const asked = comments.flatMap((c) => allPlacesOf(c).map((wanted) => ({ id: c.id, wanted })));
    const there = await this.#table.getMany(asked.map(({ wanted: { pk, sk } }) => ({ pk, sk })));
    for (const [i, { id, wanted }] of asked.entries()) if (!isDeepStrictEqual(there[i], wanted)) suspects.set(id, []);
    for (const { key: taken, commentId } of places) {
      const c = found.get(commentId);
      if (c && allPlacesOf(c).some(({ pk, sk }) => pk === taken.pk && sk === taken.sk)) continue;
      suspects.set(commentId, [...(suspects.get(commentId) ?? []), taken]);
    }
    return suspects;
  }

  /** Those with a total, and those that lack it or a counter. */
  async #articles({ totals, counted, comments }: AuditedItems): Promise<Set<string>> {
    const published = comments.filter(({ status }) => status === 'PUBLISHED');
    const needed = [
      ...[...counted].map((articleId) => ({ articleId, ...totalKey(articleId) })),
      ...published.map(({ articleId, id }) => ({ articleId, ...countKey(articleId, countShardOf(id)) })),
    ];
    const items = await this.#table.getMany(needed.map(({ pk, sk }) => ({ pk, sk })));
    return new Set([...totals, ...needed.filter((_, i) => !items[i]).map(({ articleId }) => articleId)]);
  }

  /** What moderators did, by who did it: rows that are missing, and rows of what is gone. */
  async #mendTrails({ expected, trails }: AuditedItems): Promise<number> {
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

/** Comments with a number of likes, and those of which likes are found though they have none: any other is audited as it is met itself. */
const likedAmong = ({ comments, liked }: AuditedItems, found: ReadonlyMap<string, Comment>) => {
  const unaware = [...liked].flatMap((id) => found.get(id) ?? []).filter((c) => c.likes === 0);
  return [...comments.filter((c) => c.likes > 0), ...unaware].map(({ articleId, id }) => ({
    articleId,
    commentId: id,
  }));
};
