import * as z from 'zod';
import { type Comment, comment } from '../comment/comment.ts';
import { type Flag, flag } from '../comment/flag.ts';
import { type Standing, standing } from '../comment/standing.ts';
import { type Erasure, erasure, type ListedErasure, listedErasure, type Removed } from '../person/erasure.ts';
import type { Act, Erasures, Window } from '../person/ports.ts';
import { historyIdOf, type Underway } from '../person/underway.ts';
import { instant } from '../time.ts';
import { auditPlaces } from './audit-places.ts';
import { AuthoredComments } from './authored-comments.ts';
import {
  AUTHOR_INDEX,
  actsPk,
  commentKey,
  erasureKey,
  flagKey,
  likeKey,
  reviewedPk,
  revisionKey,
  standingKey,
  underwayKey,
} from './discussion-keys.ts';
import { ERASURES, erasedKey } from './editorial-keys.ts';
import { Likes } from './likes.ts';
import type { Table, Write } from './table.ts';
import { underwayItem } from './underway-table.ts';

const acted = z.object({ authorSort: z.string().regex(/^(LIKE|FLAG)#[a-z2-7]+$/) });
const key = z.object({ pk: z.string(), sk: z.string() });
/** An act of a moderator, beside what it set. */
const made = z.object({ by: z.string(), at: instant });

/** What is kept of people, in the discussion table; that it was to be erased, in the editorial one as well. */
export class PersonalDataTable extends AuthoredComments implements Erasures {
  readonly #editorial: Pick<Table, 'put' | 'queryAll'>;
  readonly #likes: Likes;

  constructor(discussion: Table, editorial: Pick<Table, 'put' | 'queryAll'>) {
    super(discussion);
    this.#editorial = editorial;
    this.#likes = new Likes(discussion);
  }

  async acts(actor: string, { after, limit }: Window) {
    const sk = after !== undefined && { sk: { after } };
    const { items, next } = await this.table.query({ index: AUTHOR_INDEX, pk: actsPk(actor), limit, ...sk });
    const found = items.map(actOf);
    const last = found.at(-1);
    return { items: found, ...(next && last && { next: last.position }) };
  }

  async standing(poster: string): Promise<Standing | undefined> {
    const item = await this.table.get(standingKey(poster), { consistent: true });
    return item && standing.parse(item);
  }

  async flag(commentId: string, actor: string): Promise<Flag | undefined> {
    const item = await this.table.get(flagKey(commentId, actor), { consistent: true });
    return item && flag.parse(item);
  }

  async forgetRevisions({ id, revision }: Pick<Comment, 'id' | 'revision'>): Promise<void> {
    for (let earlier = 1; earlier < revision; earlier++) await this.table.delete(revisionKey(id, earlier));
  }

  async unlike(commentId: string, actor: string): Promise<boolean> {
    const found = await this.find(commentId);
    if (found) return await this.#likes.set(found, actor, false);
    await this.table.delete(likeKey(commentId, actor));
    return true;
  }

  async unflag(commentId: string, actor: string): Promise<boolean> {
    for (;;) {
      const keys = [commentKey(commentId), flagKey(commentId, actor)];
      const [found, flagged] = await this.table.getMany(keys, { consistent: true });
      if (!flagged) return false;
      const writes: Write[] = [{ delete: flagKey(commentId, actor), if: 'exists' }];
      const counted = found && uncount(comment.parse(found), flag.parse(flagged));
      if (counted) writes.push(counted);
      if ((await this.table.transact(writes)).committed) return true;
    }
  }

  async forgetPoster(poster: string): Promise<number> {
    let count = 0;
    for await (const item of this.table.queryAll({ pk: standingKey(poster).pk, consistent: true })) {
      const place = key.parse(item);
      const act = made.safeParse(item).data;
      if (place.sk.startsWith('ACT#') && act) {
        for (const { pk, sk } of auditPlaces(act.by, act.at, place)) await this.table.delete({ pk, sk });
      }
      await this.table.delete(place);
      count++;
    }
    for await (const item of this.table.queryAll({ pk: reviewedPk(poster), consistent: true })) {
      await this.table.delete(key.parse(item));
    }
    await this.table.delete(underwayKey('history', historyIdOf(poster)));
    return count;
  }

  async erasure(id: string): Promise<Erasure | undefined> {
    const item = await this.table.get(erasureKey(id), { consistent: true });
    return item && erasure.parse(item);
  }

  async saveErasure(each: Erasure): Promise<void> {
    await this.table.put({ ...erasureKey(each.id), ...each });
  }

  async goOnWith(entry: Underway): Promise<void> {
    await this.table.put(underwayItem(entry));
  }

  async countRemoved(id: string, removed: Partial<Removed>): Promise<void> {
    await this.table.add(erasureKey(id), removed);
  }

  async list(each: ListedErasure): Promise<void> {
    await this.#editorial.put({ ...erasedKey(each.requestedAt, each.id), ...each });
  }

  async *listed(after?: string) {
    const sk = after !== undefined && { sk: { after } };
    for await (const item of this.#editorial.queryAll({ pk: ERASURES, consistent: true, ...sk })) {
      yield { ...listedErasure.parse(item), sk: key.parse(item).sk };
    }
  }
}

function actOf(item: unknown): Act {
  const { authorSort } = acted.parse(item);
  const [act, commentId = ''] = authorSort.split('#');
  return { act: act === 'LIKE' ? 'LIKE' : 'FLAG', commentId, position: authorSort };
}

/** The comment with one flag less, if it is among those that are counted: flags since it was reviewed. */
function uncount(c: Comment, { at }: Flag): Write | undefined {
  const { flagCount = 0, reportedSince, reviewedAt } = c;
  if (flagCount === 0 || (reviewedAt !== undefined && at <= reviewedAt)) return undefined;
  return {
    update: commentKey(c.id),
    set: flagCount === 1 ? { flagCount: undefined, reportedSince: undefined } : { flagCount: flagCount - 1 },
    if: { equals: { flagCount, reportedSince, reviewedAt } },
  };
}
