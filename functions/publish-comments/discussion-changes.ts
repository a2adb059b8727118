import * as z from 'zod';
import { articleOfCountKey, queueKey } from '../../shared/store/discussion-keys.ts';
import type { Key } from '../../shared/store/table.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

const text = z.object({ S: z.string() });

const held = z.object({ id: text, heldSince: text.optional() });

/** What a batch of the discussion stream asks for: each thing once, with the position of the first record that asked. */
export interface DiscussionChanges {
  /** Articles whose counters changed. */
  counted: Map<string, number>;
  /** Places in the queue whose comments no longer wait. */
  left: Map<string, { place: Key; first: number }>;
  /** Records that mean nothing to us. */
  strange: number[];
}

export function discussionChanges(records: readonly StreamRecord[]): DiscussionChanges {
  const changes: DiscussionChanges = { counted: new Map(), left: new Map(), strange: [] };
  records.forEach(({ key, oldImage, newImage }, first) => {
    const articleId = key && articleOfCountKey(key.pk);
    if (articleId !== undefined) {
      if (!changes.counted.has(articleId)) changes.counted.set(articleId, first);
    } else if (key?.pk.startsWith('COMMENT#')) {
      const place = placeLeft(oldImage, newImage);
      if (place && !changes.left.has(place.sk)) changes.left.set(place.sk, { place, first });
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
