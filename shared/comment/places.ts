import {
  flaggedKey,
  QUEUES,
  type Queue,
  queueKey,
  recentKey,
  reviewedKey,
  shownKey,
  threadOf,
  topPk,
  topSortOf,
} from '../store/discussion-keys.ts';
import type { Item } from '../store/expressions.ts';
import type { Key } from '../store/table.ts';
import type { Instant } from '../time.ts';
import { type Comment, isShown, type ShownComment, shownComment } from './comment.ts';

/** What a comment says of where else it stands. */
type Placeable = Pick<
  Comment,
  | 'id'
  | 'poster'
  | 'createdAt'
  | 'heldSince'
  | 'reportedSince'
  | 'flagCount'
  | 'unreviewedSince'
  | 'refusedSince'
  | 'reviewedAt'
  | 'reviewedAs'
>;

/** Since when a comment has stood in a queue; undefined where it does not. */
const queuedSince = (c: Placeable): Record<Queue, Instant | undefined> => ({
  pending: c.heldSince,
  reported: c.reportedSince,
  unmoderated: c.unreviewedSince,
  rejected: c.refusedSince,
});

/**
 * The items that a comment's own item asks for beside it: its place among all by time, those in queues, and its row among what was reviewed
 * of its poster. The reader of the stream keeps them (ADR 80).
 */
export function placesOf(c: Placeable): (Key & Item)[] {
  const place = { schemaVersion: 1, commentId: c.id };
  const reviewed =
    c.reviewedAt === undefined
      ? []
      : [{ ...reviewedKey(c.poster, c.id, c.reviewedAt), ...place, reviewedAs: c.reviewedAs }];
  const flagged =
    c.reportedSince === undefined ? [] : [{ ...flaggedKey(c.id, c.reportedSince, c.flagCount ?? 0), ...place }];
  return [{ ...recentKey(c), ...place }, ...queuePlacesOf(c), ...flagged, ...reviewed];
}

/** Of these those in queues. */
export const queuePlacesOf = (c: Placeable): (Key & Item)[] =>
  QUEUES.flatMap((queue) => {
    const since = queuedSince(c)[queue];
    return since === undefined ? [] : [{ ...queueKey(queue, c.id, since), schemaVersion: 1, commentId: c.id }];
  });

/**
 * A comment's place among those of its thread by likes, while it is shown: all that anyone may know of it, so that a page is one query.
 * A tombstone's has no words.
 */
export function topPlaceOf(c: ShownComment): (Key & Item)[] {
  if (!isShown(c)) return [];
  const { badge: _, ...tombstone } = { ...c, text: '', authorName: '' };
  return [{ pk: topPk(threadOf(c)), sk: topSortOf(c), ...(c.status === 'PUBLISHED' ? c : tombstone) }];
}

/** Every item that a comment asks for beside it: those of `placesOf`, and while it is shown its places among what its article shows. */
export const allPlacesOf = (c: Comment): (Key & Item)[] => [
  ...placesOf(c),
  ...(isShown(c) ? [{ ...shownKey(c), schemaVersion: 1, commentId: c.id }] : []),
  ...topPlaceOf(shownComment.parse(c)),
];
