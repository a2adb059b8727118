import * as z from 'zod';
import { articleOfCountKey, queueKey } from '../../shared/store/discussion-keys.ts';
import type { Placed } from '../../shared/store/shown-comments.ts';
import type { Key } from '../../shared/store/table.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

const text = z.object({ S: z.string() });

const held = z.object({ id: text, heldSince: text.optional() });

/** A comment that is shown: only such a one stands in the thread index. */
const shown = z.object({
  thread: text,
  id: text,
  articleId: text,
  createdAt: text,
  parentId: text.optional(),
});

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
  /** Places in the queue whose comments no longer wait. */
  left: Map<string, { place: Key; first: number }>;
  /** Comments that came to those that are shown or left them, by id, as the last record has them. */
  shown: Map<string, Shown>;
  /** Articles of whose discussion something changed that readers see. */
  discussed: Map<string, number>;
  /** Records that mean nothing to us. */
  strange: number[];
}

export function discussionChanges(records: readonly StreamRecord[]): DiscussionChanges {
  const changes: DiscussionChanges = {
    counted: new Map(),
    left: new Map(),
    shown: new Map(),
    discussed: new Map(),
    strange: [],
  };
  records.forEach((record, first) => {
    const { key, oldImage, newImage } = record;
    const articleId = key && articleOfCountKey(key.pk);
    if (articleId !== undefined) {
      if (!changes.counted.has(articleId)) changes.counted.set(articleId, first);
    } else if (key?.pk.startsWith('COMMENT#')) {
      const place = placeLeft(oldImage, newImage);
      if (place && !changes.left.has(place.sk)) changes.left.set(place.sk, { place, first });
      noteShown(record, first, changes);
    } else changes.strange.push(first);
  });
  return changes;
}

/** A place is named by when its comment came to it, so that one which is left is never taken again. */
function placeLeft(oldImage: unknown, newImage: unknown): Key | undefined {
  const before = held.safeParse(oldImage).data;
  const after = held.safeParse(newImage).data;
  if (!before?.heldSince || before.heldSince.S === after?.heldSince?.S) return undefined;
  return queueKey('pending', before.id.S, before.heldSince.S);
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
