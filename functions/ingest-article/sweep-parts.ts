import { isOlder } from '../../shared/article/sequencer.ts';
import type { UploadHead, UploadVersion } from '../../shared/article/upload.ts';
import { partKey } from '../../shared/article/upload-part.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { ingestDelete } from './ingest-delete.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Deps } from './ports.ts';
import { settle } from './settle.ts';
import { emptyHead } from './upload-state.ts';

const WIDTH = 8;
const ATTEMPTS = 12;

/**
 * Takes away the parts of a key that this version of it does not hold: a delete of each, at the version's place in the order. It comes
 * after the version itself, so that an article which moved from a part to the whole is never missing between.
 *
 * @throws when the engines fail or the contention does not end: the event then comes back, and finds that this is still to be done.
 */
export async function sweepParts(key: string, versionId: string, deps: Deps): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { head, version } = await deps.editorial.upload(key, versionId);
    if (!head || !version?.sweeps) return;
    const event = eventOf(version, head);
    const kept = new Set(version.parts?.map(({ name }) => name));
    const others = (head.parts ?? []).filter(({ name }) => !kept.has(name));
    await inParallel(others, WIDTH, ({ name }) => drop({ ...event, key: partKey(key, name) }, deps));
    // What is older than this version has been told of it, but for what it holds as well: where a newer one has done without that, whose
    // sweep is still to come, it must find it. What is newer has events of its own to come.
    const parts = head.parts?.filter((part) => kept.has(part.name) || !isOlder(part, event));
    const after = { ...head, guard: head.guard + 1, parts };
    if (await deps.editorial.saveHead({ before: head, after }, versionId)) return;
  }
  throw new Error(`Contention on the parts of this upload did not end in ${ATTEMPTS} attempts`);
}

/** The record of an object version that was deleted for good has the sequencer of its PUT; the head knows the delete's. */
const eventOf = ({ key, versionId, sequencer, receivedAt }: UploadVersion, { tombstone }: UploadHead): ObjectEvent => ({
  kind: 'delete',
  key,
  versionId,
  sequencer: tombstone?.versionId === versionId ? tombstone.sequencer : sequencer,
  at: receivedAt,
});

const drop = (event: ObjectEvent, deps: Deps) =>
  settle(async () => {
    const { head = emptyHead(event.key) } = await deps.editorial.upload(event.key, event.versionId);
    const isDone = head.tombstone !== undefined && !isOlder(head.tombstone, event);
    return isDone ? { outcome: 'ignored' as const } : await ingestDelete(event, head, deps);
  }, deps);
