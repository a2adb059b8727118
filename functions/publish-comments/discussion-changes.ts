import * as z from 'zod';
import { articleOfCountKey, queueKey } from '../../shared/store/discussion-keys.ts';
import type { Key } from '../../shared/store/table.ts';

const text = z.object({ S: z.string() });

const streamEvent = z.object({ Records: z.array(z.unknown()) });

const sequenced = z.object({ dynamodb: z.object({ SequenceNumber: z.string() }) });

const held = z.object({ id: text, heldSince: text.optional() });

const record = z.object({
  dynamodb: z.object({
    Keys: z.object({ pk: text, sk: text }),
    OldImage: z.unknown().optional(),
    NewImage: z.unknown().optional(),
  }),
});

/** What a batch of the discussion stream asks for: each thing once, with the position of the first record that asked. */
export interface DiscussionChanges {
  /** Where the stream resumes after a failure, by position; undefined for a record that does not say. */
  sequenceNumbers: (string | undefined)[];
  /** Articles whose counters changed. */
  counted: Map<string, number>;
  /** Places in the queue whose comments no longer wait. */
  left: Map<string, { place: Key; first: number }>;
  /** Records that mean nothing to us. */
  strange: number[];
}

/** Reads the batch. Throws on what is no stream event at all: that is a fault of wiring. */
export function discussionChanges(event: unknown): DiscussionChanges {
  const records = streamEvent.parse(event).Records;
  const changes: DiscussionChanges = {
    sequenceNumbers: records.map((raw) => sequenced.safeParse(raw).data?.dynamodb.SequenceNumber),
    counted: new Map(),
    left: new Map(),
    strange: [],
  };
  records.forEach((raw, first) => {
    const change = record.safeParse(raw).data?.dynamodb;
    const articleId = change && articleOfCountKey(change.Keys.pk.S);
    if (articleId !== undefined) {
      if (!changes.counted.has(articleId)) changes.counted.set(articleId, first);
    } else if (change?.Keys.pk.S.startsWith('COMMENT#')) {
      const place = placeLeft(change.OldImage, change.NewImage);
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
