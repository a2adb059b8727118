import { isOlder } from '../../shared/article/sequencer.ts';
import type { Rank, UploadHead, UploadOutcome } from '../../shared/article/upload.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Restated } from './ports.ts';

/*
 * The state of one key as events arrive in any order: three maxima by sequencer (newest PUT that gave a document or an image, newest PUT,
 * newest delete). An outcome follows from them alone, so every order ends alike:
 *   a PUT below a newer good PUT, or below a delete and any newer PUT, is superseded; below a delete only, withdrawn;
 *   a bad PUT that nothing is above is quarantined, a good one stands.
 */

/** The head before the first event of a key. */
export const emptyHead = (key: string): UploadHead => ({ schemaVersion: 1, key, guard: 0 });

type Live = UploadHead & { good: NonNullable<UploadHead['good']> };

/** True while the newest good PUT of the key stands: a document or an image. */
export const isLive = (head: UploadHead | undefined): head is Live =>
  head?.good !== undefined && !isOlder(head.good, head.tombstone);

/** True while the key contributes its newest document to the article. */
export const speaks = (head: UploadHead | undefined): head is Live => isLive(head) && head.good.image === undefined;

/** True while the key is an image that stands. */
export const isImage = (head: UploadHead | undefined): head is Live => isLive(head) && head.good.image !== undefined;

/** The outcome of a PUT that need not be read because a newer event of the key is known; undefined when it must be read. */
export function outcomeUnread(head: UploadHead, event: ObjectEvent): UploadOutcome | undefined {
  if (isOlder(event, head.good)) return 'superseded';
  if (isOlder(event, head.tombstone)) return isOlder(event, head.latest) ? 'superseded' : 'withdrawn';
  return undefined;
}

/** The head once a PUT is known; `rank` is given when it was read and gave a document or, by its hash, an `image`. */
export function withPut(head: UploadHead, event: ObjectEvent, rank?: Rank, image?: string): UploadHead {
  const put = { sequencer: event.sequencer, versionId: event.versionId };
  return {
    ...head,
    guard: head.guard + 1,
    ...(rank && !isOlder(event, head.good) && { good: { ...put, rank, at: event.at, ...(image && { image }) } }),
    ...(!isOlder(event, head.latest) && { latest: put }),
  };
}

/** The head once a delete is known. */
export function withDelete(head: UploadHead, event: ObjectEvent): UploadHead {
  const tombstone = { sequencer: event.sequencer, versionId: event.versionId };
  return { ...head, guard: head.guard + 1, ...(!isOlder(event, head.tombstone) && { tombstone }) };
}

/**
 * What the versions named by the old head become under the new one. Only the newest of each kind can change: all below them
 * are superseded already, for good.
 */
export function restate(before: UploadHead, after: UploadHead): Restated[] {
  const { key, tombstone } = before;
  const undone = tombstone && (isOlder(tombstone, after.good) || isOlder(tombstone, after.tombstone));
  const puts = restatePuts(before, after);
  return undone ? [...puts, { key, versionId: tombstone.versionId, outcome: 'superseded' }] : puts;
}

/** What a delete comes to: nothing, when a newer delete or a newer document of the key is known already. */
export const deleteOutcome = (head: UploadHead, event: ObjectEvent): UploadOutcome =>
  isOlder(event, head.tombstone) || isOlder(event, head.good) ? 'superseded' : 'withdrawn';

function restatePuts(before: UploadHead, after: UploadHead): Restated[] {
  const { key } = before;
  const named = new Map([before.good, before.latest].flatMap((put) => (put ? [[put.versionId, put] as const] : [])));
  return [...named.values()].flatMap((put): Restated[] => {
    const isBad = put.versionId !== before.good?.versionId;
    if (isOlder(put, after.good)) return [{ key, versionId: put.versionId, outcome: 'superseded' }];
    if (isOlder(put, after.tombstone)) {
      return [{ key, versionId: put.versionId, outcome: isOlder(put, after.latest) ? 'superseded' : 'withdrawn' }];
    }
    return isBad && isOlder(put, after.latest) ? [{ key, versionId: put.versionId, outcome: 'superseded' }] : [];
  });
}

/** Orders the contents of several keys of one article: document version, its own time, LastModified, key. */
export function compareRanks(a: { key: string; rank: Rank }, b: { key: string; rank: Rank }): number {
  return (
    compare(a.rank.documentVersion ?? Number.NEGATIVE_INFINITY, b.rank.documentVersion ?? Number.NEGATIVE_INFINITY) ||
    compare(a.rank.documentTime ?? '', b.rank.documentTime ?? '') ||
    compare(a.rank.storedAt, b.rank.storedAt) ||
    compare(a.key, b.key)
  );
}

const compare = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
