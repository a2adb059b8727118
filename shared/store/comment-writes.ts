import { isDeepStrictEqual } from 'node:util';
import { type Comment, isShown } from '../comment/comment.ts';
import { type Change, countDelta } from '../comment/comment-change.ts';
import { NOBODY } from '../comment/tombstone.ts';
import {
  commentKey,
  countKey,
  countShardOf,
  decisionKey,
  revisionKey,
  threadOf,
  threadSortOf,
} from './discussion-keys.ts';
import type { Item } from './expressions.ts';
import type { Key, Write } from './table.ts';

/** A comment as it is stored: with its place in the indexes, in the thread's only while it is shown, in the authors' while it has one. */
function itemOf(c: Comment): Key & Item {
  const sort = threadSortOf(c.createdAt, c.id);
  return {
    ...commentKey(c.id),
    ...c,
    ...(c.poster !== NOBODY && { author: c.poster, authorSort: sort }),
    ...(isShown(c) && {
      thread: threadOf(c),
      threadSort: sort,
    }),
  };
}

/**
 * The writes of a change, for one transaction. Write units, at 1 KB an item and with the indexes: 6 for a PUBLISHED
 * comment, 3 more for a reply, 3 for a PENDING one, 7 to approve one, 3 more for a reply. Places in queues are for the reader of the
 * stream to keep.
 */
export function writesOf(change: Change): Write[] {
  const { before, after, root, decision, revision } = change;
  const delta = countDelta(change);
  const writes: (Write | false | undefined)[] = [
    before ? updateOf(before, after) : { put: itemOf(after), if: 'notExists' },
    delta !== 0 && { update: countKey(after.articleId, countShardOf(after.id)), add: { published: delta } },
    root && delta !== 0 && rootUpdate(root, delta),
    decision && {
      put: { ...decisionKey(decision.commentId, decision.id), schemaVersion: 1, ...decision },
      if: 'notExists',
    },
    revision && {
      put: { ...revisionKey(revision.commentId, revision.revision), schemaVersion: 1, ...revision },
      if: 'notExists',
    },
  ];
  return writes.filter((write) => typeof write === 'object');
}

/** Touches only what differs: likes are rolled up by others meanwhile. */
function updateOf(before: Comment, after: Comment): Write {
  const { status, revision, reviewedAt, replyCount, reportedSince } = before;
  return {
    update: commentKey(before.id),
    set: difference(itemOf(before), itemOf(after)),
    // The replies decide whether a comment that is no longer PUBLISHED still stands in its thread; a first flag that was not seen would
    // be left on what is deleted or decided by it.
    if: { equals: { status, revision, reviewedAt, replyCount, reportedSince } },
  };
}

/** Replies to a PUBLISHED root do not get into each other's way; they do where a tombstone comes or goes with them. */
function rootUpdate(root: Comment, delta: number): Write {
  const { replyCount: _, ...set } = difference(itemOf(root), itemOf({ ...root, replyCount: root.replyCount + delta }));
  const { status, replyCount } = root;
  const condition = status === 'PUBLISHED' ? { status } : { status, replyCount };
  return { update: commentKey(root.id), set, add: { replyCount: delta }, if: { equals: condition } };
}

/** What to set to make one item the other; undefined removes. */
const difference = (from: Item, to: Item): Item =>
  Object.fromEntries(
    [...new Set([...Object.keys(from), ...Object.keys(to)])]
      .filter((name) => !isDeepStrictEqual(from[name], to[name]))
      .map((name) => [name, to[name]]),
  );
