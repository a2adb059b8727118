import type { Refusal } from '../../shared/article/refusal.ts';
import { isOlder } from '../../shared/article/sequencer.ts';
import type { UploadHead, UploadPart } from '../../shared/article/upload.ts';
import { partKey } from '../../shared/article/upload-part.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Instant } from '../../shared/time.ts';
import { changeOf, type Held, refuse } from './change-of-put.ts';
import { ingestDocument } from './ingest-document.ts';
import { loseKey } from './lose-key.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps, PartReading, PartsReading } from './ports.ts';
import { resultOf, settle } from './settle.ts';
import {
  announced,
  emptyHead,
  isImage,
  outcomeUnread,
  refusedParts,
  speaks,
  wantedParts,
  withPut,
} from './upload-state.ts';

/** How many parts of one object are taken at a time. */
const WIDTH = 8;

/**
 * Takes each article of an object that holds several under a key of its own, by the rules of every upload, and then decides what
 * the object changes: it is refused as far as any of them is, and stands unless all are. Its own change comes last: with it
 * everything is done, and before it a retry does the rest.
 */
export async function ingestParts(
  event: ObjectEvent,
  head: UploadHead,
  { parts, skipped, storedAt }: PartsReading & { storedAt: Instant },
  deps: Deps,
): Promise<Change | 'again'> {
  if (parts.every(({ reading }) => !reading.ok)) {
    return refuseAll(event, head, { parts: parts.map(({ name, reading }) => partOf(name, reading)), skipped });
  }
  // Below a newer version that holds several as well, only what that refused is still wanted of this one.
  const wanted = isOlder(event, head.good) ? wantedParts(head, event) : undefined;
  const known = wanted ? head : await announce(event, head, parts, deps);
  if (!known) return 'again';
  const taken = await inParallel(parts, WIDTH, async (part) =>
    wanted && !wanted.includes(part.name) ? { name: part.name } : await takePart(event, part, storedAt, deps),
  );

  const held: Held = { parts: taken, skipped };
  const refused = taken.filter(({ reason }) => reason).map(({ name }) => name);
  if (wanted) return changeOf(event, known, withPut(known, event), { outcome: 'superseded', held, isTaken: true });
  if (refused.length === parts.length) return refuseAll(event, known, held);
  const after = withPut(known, event, { rank: { storedAt }, parts: { refused: refusedParts(known, refused) } });
  const { articleId } = known;
  const change = changeOf(event, known, after, {
    ...(refused.length > 0 ? { outcome: 'quarantined', reason: partsRefused(taken) } : { outcome: 'published' }),
    held,
    isTaken: true,
  });
  const lost = speaks(known) && articleId ? await loseKey(articleId, event, deps) : { restated: [] };
  return {
    ...change,
    ...lost,
    restated: [...change.restated, ...lost.restated.filter(({ key }) => key !== event.key)],
    ...(isImage(known) && { image: { remove: event.key } }),
  };
}

/** Notes which parts there will be before any of them is: so nothing can stand that a later event does not know of. */
async function announce(event: ObjectEvent, head: UploadHead, parts: readonly PartReading[], deps: Deps) {
  const after = announced(head, event, parts);
  if (after === head) return head;
  const isSaved = await deps.editorial.saveHead({ before: head.guard === 0 ? undefined : head, after });
  return isSaved ? after : undefined;
}

/** One article, by its own key. One that is refused leaves nothing there: its reason stands in the record of the whole. */
async function takePart(whole: ObjectEvent, { name, reading }: PartReading, storedAt: Instant, deps: Deps) {
  if (!reading.ok) return partOf(name, reading);
  const { document } = reading;
  const event = { ...whole, key: partKey(whole.key, name) };
  const end = await settle(async () => {
    const known = await deps.editorial.upload(event.key, event.versionId);
    if (known.version?.kind === 'put') return resultOf(known.version);
    const head = known.head ?? emptyHead(event.key);
    const outcome = outcomeUnread(head, event);
    if (outcome) return changeOf(event, head, withPut(head, event), { outcome, articleId: head.articleId });
    return await ingestDocument(event, head, document, storedAt, deps);
  }, deps);
  return 'refusal' in end ? { name, reason: end.refusal } : { name };
}

const partOf = (name: string, reading: PartReading['reading']): UploadPart =>
  reading.ok ? { name } : { name, reason: reading.refusal };

const refuseAll = (event: ObjectEvent, head: UploadHead, held: Held): Change =>
  refuse(event, head, partsRefused(held.parts), held);

function partsRefused(parts: readonly UploadPart[]): Refusal {
  const refused = parts.filter(({ reason }) => reason);
  const others = refused.length < parts.length ? ' The others are taken.' : '';
  const message = `${refused.length} of the ${parts.length} articles in it are refused, each for a reason of its own.${others}`;
  return { code: 'parts-refused', message };
}
