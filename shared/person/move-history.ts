import { createHash } from 'node:crypto';
import type { Comment } from '../comment/comment.ts';
import { type Decision, rootOf } from '../comment/comment-change.ts';
import { hidden, isHidden, restored } from '../comment/hidden.ts';
import { inParallel } from '../in-parallel.ts';
import { type Instant, toInstant } from '../time.ts';
import type { Histories, HistoryMove } from './history-move.ts';
import { hasSettled, type Progress } from './underway.ts';

const PER_PAGE = 50;
const WIDTH = 8;
const ATTEMPTS = 8;

/** All comments are gone through twice. */
const PASSES = 2;

/**
 * Hides what someone has posted and is PUBLISHED, or shows again what that has hidden, as was asked for last: each comment with its
 * counters in a transaction of its own, with a decision on record. Does `pages` of 50 comments, from where the last call has stopped; whoever
 * else is at it, or was when something else was asked for, the second pass finds what they left. Done again it changes nothing. Staff's
 * comments are for editors to hide.
 *
 * Requests: for 50 comments two reads and a write, and of each one read, one transaction where it changes, one read of a reply's head.
 */
export async function moveHistory(poster: string, store: Histories, now: Date, pages: number): Promise<Progress> {
  for (let left = pages; ; left--) {
    const move = await store.history(poster);
    if (!move || move.passes >= PASSES) return 'settled';
    if (move.passes > 0 && !hasSettled(move.at, now)) return 'waits';
    if (left === 0) return 'goes-on';
    const { items, next } = await store.comments(poster, { after: move.after, limit: PER_PAGE });
    const results = await inParallel(items, WIDTH, ({ id }) => moveComment(id, poster, move, store, toInstant(now)));
    const count = results.filter((result) => result === 'moved').length;
    const { after, passes } = results.includes('busy')
      ? move
      : { after: next, passes: next === undefined ? move.passes + 1 : move.passes };
    await store.advance(poster, move, { moved: count, after, passes });
  }
}

/** Busy: it changes all the time, and is to be gone through again. */
async function moveComment(
  id: string,
  poster: string,
  move: HistoryMove,
  store: Histories,
  at: Instant,
): Promise<'moved' | 'right' | 'busy'> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await store.find(id);
    const after = before?.poster === poster ? moved(before, move) : undefined;
    if (!before || !after) return 'right';
    const decision = decisionOf(before, after, move, at);
    if (await store.save({ before, after, ...(await rootOf({ before, after }, store)), decision })) return 'moved';
  }
  return 'busy';
}

function moved(before: Comment, move: HistoryMove): Comment | undefined {
  if (!move.hidden) return isHidden(before) ? restored(before) : undefined;
  const isStaffs = before.badge !== undefined && !move.byEditor;
  const isLater = before.createdAt > move.at || (before.reviewedAt !== undefined && before.reviewedAt > move.at);
  return before.status !== 'PUBLISHED' || isStaffs || isLater ? undefined : hidden(before);
}

const decisionOf = (
  before: Comment,
  after: Comment,
  { hidden: hide, revision, by }: HistoryMove,
  at: Instant,
): Decision => ({
  id: createHash('sha256')
    .update(JSON.stringify(['history', before.id, revision, at]))
    .digest('base64url')
    .slice(0, 22),
  commentId: before.id,
  verdict: hide ? 'hide' : 'restore',
  revision: before.revision,
  from: before.status,
  to: after.status,
  by,
  at,
});
