import { isOlder } from '../../shared/article/sequencer.ts';
import type { Rank, UploadHead, UploadOutcome } from '../../shared/article/upload.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Restated } from './ports.ts';

/*
 * The state of one key as events arrive in any order: three maxima by sequencer (newest PUT that gave something, newest PUT,
 * newest delete). An outcome follows from them alone, so every order ends alike:
 *   a PUT below a newer good PUT, or below a delete and any newer PUT, is superseded; below a delete only, withdrawn;
 *   a bad PUT that nothing is above is quarantined, a good one stands.
 */

/** The head before the first event of a key. */
export const emptyHead = (key: string): UploadHead => ({ schemaVersion: 1, key, guard: 0 });

type Put = NonNullable<UploadHead['latest']>;
type Good = NonNullable<UploadHead['good']>;
type RefusedPart = NonNullable<Good['parts']>['refused'][number];
type Live = UploadHead & { good: Good };

/** True while the newest good PUT of the key stands, be it a document, an image or several documents. */
export const isLive = (head: UploadHead | undefined): head is Live =>
  head?.good !== undefined && !isOlder(head.good, head.tombstone);

/** True while the key contributes its newest document to the article. */
export const speaks = (head: UploadHead | undefined): head is Live =>
  isLive(head) && head.good.image === undefined && head.good.parts === undefined;

/** True while the key is an image that stands. */
export const isImage = (head: UploadHead | undefined): head is Live => isLive(head) && head.good.image !== undefined;

/**
 * The outcome of a PUT that need not be read because a newer event of the key is known; undefined when it must be read. What a
 * newer PUT refuses of its parts stands as an older one has it, so that one is read.
 */
export function outcomeUnread(head: UploadHead, event: ObjectEvent): UploadOutcome | undefined {
  const isWanted = wantedParts(head, event).length > 0 && !isOlder(event, head.tombstone);
  if (isOlder(event, head.good)) return isWanted ? undefined : 'superseded';
  if (isOlder(event, head.tombstone)) return isOlder(event, head.latest) ? 'superseded' : 'withdrawn';
  return undefined;
}

/** The head once a PUT is known, and what it gave where it was read and gave something. */
export function withPut(head: UploadHead, event: ObjectEvent, given?: Omit<Good, 'at' | keyof Put>): UploadHead {
  const put = { sequencer: event.sequencer, versionId: event.versionId };
  return {
    ...head,
    guard: head.guard + 1,
    ...(given && !isOlder(event, head.good) && { good: { ...put, ...given, at: event.at } }),
    ...(!isOlder(event, head.latest) && { latest: put }),
  };
}

/** The head once a delete is known. */
export function withDelete(head: UploadHead, event: ObjectEvent): UploadHead {
  const tombstone = { sequencer: event.sequencer, versionId: event.versionId };
  return { ...head, guard: head.guard + 1, ...(!isOlder(event, head.tombstone) && { tombstone }) };
}

/** The head once it is known which parts a PUT holds; the same head where it was known before. */
export function announced(
  head: UploadHead,
  { sequencer }: ObjectEvent,
  parts: readonly { name: string }[],
): UploadHead {
  const known = new Map(head.parts?.map((part) => [part.name, part]));
  const news = parts.filter(({ name }) => isOlder(known.get(name) ?? { sequencer: '' }, { sequencer }));
  if (news.length === 0) return head;
  for (const { name } of news) known.set(name, { name, sequencer });
  return { ...head, guard: head.guard + 1, parts: [...known.values()] };
}

/** The parts that the newest good PUT refuses and that this older one may have: no PUT between is known that does without them. */
export const wantedParts = (head: UploadHead, event: ObjectEvent): string[] =>
  head.good?.parts?.refused.filter(({ since }) => !isOlder(event, { sequencer: since })).map(({ name }) => name) ?? [];

/** These as the refused parts of the PUT that comes after what the head knows. */
export function refusedParts({ good }: UploadHead, names: readonly string[]): RefusedPart[] {
  const before = new Map(good?.parts?.refused.map(({ name, since }) => [name, since]));
  return names.map((name) => ({ name, since: before.get(name) ?? good?.sequencer ?? '' }));
}

/** Whether the key may have something under parts that are not among these. */
export function hasOtherParts(head: UploadHead, parts: readonly { name: string }[] = []): boolean {
  const own = new Set(parts.map(({ name }) => name));
  return head.parts?.some(({ name }) => !own.has(name)) ?? false;
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
