import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { decision, revision } from '../../../shared/comment/comment-change.ts';
import { flag } from '../../../shared/comment/flag.ts';
import {
  commentKey,
  LIKE_SHARDS,
  likeCountKeys,
  likesPk,
  QUEUE_SHARDS,
  recentPk,
} from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { Unit } from './unit.ts';

const place = z.object({ sk: z.string(), commentId: z.string() });
const row = z.object({ sk: z.string() });

type Place = z.infer<typeof place>;

/**
 * Every comment with what is kept beside it, the oldest first, ties by id. In memory it has a page of each part of the list by
 * time. What is written meanwhile is in it or not.
 */
export async function* allUnits(table: Table): AsyncGenerator<Unit> {
  const shards = Array.from({ length: QUEUE_SHARDS }, (_, shard) => placesOf(table, shard));
  for await (const { commentId } of merged(shards)) {
    const item = await table.get(commentKey(commentId), { consistent: true });
    if (item) yield await unitOf(comment.parse(item), table);
  }
}

async function* placesOf(table: Table, shard: number): AsyncGenerator<Place> {
  for await (const item of table.queryAll({ pk: recentPk(shard), consistent: true })) yield place.parse(item);
}

/** Sorted sequences as one. */
async function* merged(sequences: AsyncGenerator<Place>[]): AsyncGenerator<Place> {
  const fronts = await Promise.all(sequences.map(async (each) => ({ each, front: await each.next() })));
  for (;;) {
    let first: (typeof fronts)[number] | undefined;
    for (const each of fronts) {
      if (!each.front.done && (first?.front.done !== false || each.front.value.sk < first.front.value.sk)) first = each;
    }
    if (!first || first.front.done) return;
    yield first.front.value;
    first.front = await first.each.next();
  }
}

/** One query of what stands beside it, one read of its counters of likes, and a query for each that counts any. */
async function unitOf({ replyCount: _, ...c }: Comment, table: Table): Promise<Unit> {
  const made: Unit = { comment: c, revisions: [], decisions: [], flags: [], likes: await likersOf(c.id, table) };
  for await (const item of table.queryAll({ pk: commentKey(c.id).pk, consistent: true })) {
    const { sk } = row.parse(item);
    if (sk.startsWith('REVISION#')) made.revisions.push(revision.parse(item));
    if (sk.startsWith('DECISION#')) made.decisions.push(decision.parse(item));
    if (sk.startsWith('FLAG#')) made.flags.push({ ...flag.parse(item), by: sk.slice('FLAG#'.length) });
  }
  return made;
}

async function likersOf(commentId: string, table: Table): Promise<string[]> {
  const counters = await table.getMany(likeCountKeys(commentId), { consistent: true });
  const likers: string[] = [];
  for (let shard = 0; shard < LIKE_SHARDS; shard++) {
    if (!counters[shard]) continue;
    const query = { pk: likesPk(commentId, shard), sk: { beginsWith: 'LIKE#' }, consistent: true };
    for await (const item of table.queryAll(query)) likers.push(row.parse(item).sk.slice('LIKE#'.length));
  }
  return likers.sort();
}
