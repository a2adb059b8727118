import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { commentStatus, shownComment } from '../../shared/comment/comment.ts';
import { placesOf, topPlaceOf } from '../../shared/comment/places.ts';
import { auditPlaces } from '../../shared/store/audit-places.ts';
import {
  articleOfCommentingKey,
  articleOfCountKey,
  commentOfLikeCountKey,
} from '../../shared/store/discussion-keys.ts';
import type { Item } from '../../shared/store/expressions.ts';
import type { Placed } from '../../shared/store/shown-comments.ts';
import { itemOfImage } from '../../shared/store/stream-image.ts';
import type { Key } from '../../shared/store/table.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

const text = z.object({ S: z.string() });

const string = text.transform(({ S }) => S);

/** What says where else a comment stands. */
const placeable = z.object({
  id: string,
  poster: string,
  createdAt: string,
  heldSince: string.optional(),
  reportedSince: string.optional(),
  flagCount: z
    .object({ N: z.string() })
    .transform(({ N }) => Number(N))
    .optional(),
  unreviewedSince: string.optional(),
  refusedSince: string.optional(),
  reviewedAt: string.optional(),
  reviewedAs: z
    .object({ S: commentStatus })
    .transform(({ S }) => S)
    .optional(),
});

/** A comment that is shown: only such a one stands in the thread index. */
const shown = z.object({
  thread: text,
  id: text,
  articleId: text,
  createdAt: text,
  parentId: text.optional(),
});

/** A counter of likes says whose discussion it belongs to. */
const likeCounter = z.object({ articleId: string });

/** A decision on a comment, by who made it. */
const decided = z.object({ by: string, at: string });

/** A comment that came to those that are shown, or left them. */
export interface Shown {
  comment: Placed;
  isShown: boolean;
  first: number;
}

/** What a batch of the discussion stream asks for: each thing once, with the position of the first record that asked. */
export interface DiscussionChanges {
  /** Articles whose counters changed. */
  counted: Map<string, number>;
  /** Places beside a comment: the items that it asks for by now, undefined for those that it has left. */
  places: Map<string, { key: Key; item: (Key & Item) | undefined; first: number }>;
  /** Comments that came to those that are shown or left them, by id, as the last record has them. */
  shown: Map<string, Shown>;
  /** Comments whose likes changed, with the article that each is on. */
  liked: Map<string, { articleId: string; first: number }>;
  /** Articles of whose discussion something changed that readers see, or is to be rolled up. */
  discussed: Map<string, number>;
  /** Records that mean nothing to us. */
  strange: number[];
}

export function discussionChanges(records: readonly StreamRecord[]): DiscussionChanges {
  const changes: DiscussionChanges = {
    counted: new Map(),
    places: new Map(),
    shown: new Map(),
    liked: new Map(),
    discussed: new Map(),
    strange: [],
  };
  records.forEach((record, first) => {
    const { key } = record;
    const articleId = key && articleOfCountKey(key.pk);
    const commented = key && articleOfCommentingKey(key.pk);
    if (articleId !== undefined) {
      if (!changes.counted.has(articleId)) changes.counted.set(articleId, first);
    } else if (key?.pk.startsWith('COMMENT#')) {
      noteDecision(record, first, changes);
      notePlaces(record, first, changes);
      noteShown(record, first, changes);
    } else if (commented !== undefined) {
      if (!changes.discussed.has(commented)) changes.discussed.set(commented, first);
    } else if (!noteLiked(record, first, changes)) changes.strange.push(first);
  });
  return changes;
}

/** What moderators have decided is also listed in the audit; it is never taken back. */
function noteDecision({ key, newImage }: StreamRecord, first: number, { places }: DiscussionChanges): void {
  const decision = key?.sk.startsWith('DECISION#') ? decided.safeParse(newImage).data : undefined;
  if (!key || !decision) return;
  for (const item of auditPlaces(decision.by, decision.at, key)) {
    places.set(`${item.pk} ${item.sk}`, { key: { pk: item.pk, sk: item.sk }, item, first });
  }
}

/** The last record of a place is right, as records of one comment come in their order. */
function notePlaces({ oldImage, newImage }: StreamRecord, first: number, { places }: DiscussionChanges): void {
  const [before, after] = [placesIn(oldImage), placesIn(newImage)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, item] = [before.get(name), after.get(name)];
    const place = item ?? was;
    if (!place || isDeepStrictEqual(was, item)) continue;
    const key = { pk: place.pk, sk: place.sk };
    places.set(name, { key, item, first: places.get(name)?.first ?? first });
  }
}

function placesIn(image: unknown): Map<string, Key & Item> {
  const comment = placeable.safeParse(image).data;
  const isListed = shown.safeParse(image).success;
  const listed = isListed ? shownComment.safeParse(itemOfImage(image)).data : undefined;
  const places = [...(comment ? placesOf(comment) : []), ...(listed ? topPlaceOf(listed) : [])];
  return new Map(places.map((item) => [`${item.pk} ${item.sk}`, item]));
}

/** Whether the record is of a counter of likes. */
function noteLiked({ key, newImage }: StreamRecord, first: number, { liked, discussed }: DiscussionChanges): boolean {
  const commentId = key && commentOfLikeCountKey(key);
  const articleId = likeCounter.safeParse(newImage).data?.articleId;
  if (commentId === undefined || articleId === undefined) return false;
  if (!liked.has(commentId)) liked.set(commentId, { articleId, first });
  if (!discussed.has(articleId)) discussed.set(articleId, first);
  return true;
}

/** What was never shown, such as a comment that is held, concerns nobody. */
function noteShown(
  { oldImage, newImage }: StreamRecord,
  first: number,
  { shown: moved, discussed }: DiscussionChanges,
) {
  const before = shown.safeParse(oldImage).data;
  const after = shown.safeParse(newImage).data;
  const image = after ?? before;
  if (!image) return;
  const { articleId, id, createdAt, parentId } = image;
  if (!discussed.has(articleId.S)) discussed.set(articleId.S, first);
  const earlier = moved.get(id.S);
  if (!earlier && before && after) return;
  const comment = {
    articleId: articleId.S,
    id: id.S,
    createdAt: createdAt.S,
    ...(parentId && { parentId: parentId.S }),
  };
  moved.set(id.S, { comment, isShown: after !== undefined, first: earlier?.first ?? first });
}
