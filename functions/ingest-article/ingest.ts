import type { ImageUpload, RenditionsMade } from '../../events/make-renditions.ts';
import type { ReplayUpload } from '../../events/replay-upload.ts';
import type { UploadVersion } from '../../shared/article/upload.ts';
import { ingestDelete } from './ingest-delete.ts';
import { ingestImage } from './ingest-image.ts';
import { ingestPut } from './ingest-put.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps, Result } from './ports.ts';
import { type Decision, resultOf, settle } from './settle.ts';
import { sweepParts } from './sweep-parts.ts';
import { emptyHead } from './upload-state.ts';

/**
 * Takes one object event to its outcome and records it, in one transaction with whatever it changes. Safe to repeat: an object
 * version that has an outcome is left alone. Starts again when somebody else changed the same key or article meanwhile.
 *
 * @throws when the engines fail or the contention does not end: the event then comes back from the queue.
 */
export const ingest = (event: ObjectEvent, deps: Deps): Promise<Result> =>
  toTheEnd(event, () => decide(event, deps), deps);

/**
 * Runs a quarantined upload again, at its own place in the order: with the sequencer and the time that were recorded. One that is
 * not in quarantine (any more) is left alone, so a replay revives nothing, and twice is as good as once.
 *
 * @throws as `ingest` does.
 */
export const replay = (upload: ReplayUpload, deps: Deps): Promise<Result> =>
  toTheEnd(upload, () => decideAgain(upload, deps), deps);

/**
 * Takes an image to its outcome, once what is to be made of it is made or known to be impossible. As safe to repeat as `ingest`.
 *
 * @throws as `ingest` does.
 */
export const finish = (answer: RenditionsMade, deps: Deps): Promise<Result> =>
  toTheEnd(answer.upload, () => decideImage(answer, deps), deps);

/** Settles it, and then takes away the parts that it leaves behind: only with that a retry has nothing more to do. */
async function toTheEnd(
  { key, versionId }: { key: string; versionId: string },
  decision: () => Promise<Decision<Result>>,
  deps: Deps,
): Promise<Result> {
  const { sweeps, ...result } = await settle(decision, deps);
  if (sweeps) await sweepParts(key, versionId, deps);
  return result;
}

async function decide(event: ObjectEvent, deps: Deps): Promise<Decision<Result>> {
  const { key, versionId } = event;
  if (event.kind === 'delete') {
    const { head, version } = await deps.editorial.upload(key, versionId);
    return version && !event.permanent ? resultOf(version) : await ingestDelete(event, head ?? emptyHead(key), deps);
  }
  // A put is nearly always new, so its object is fetched while the table answers. Should the table make it unneeded, a failed
  // fetch must not go unhandled.
  const object = deps.uploads.read(key, versionId);
  object.catch(() => undefined);
  const { head, version } = await deps.editorial.upload(key, versionId);
  if (version) return resultOf(version);
  const change = await ingestPut(event, head ?? emptyHead(key), object, deps);
  if (change !== 'image') return change;
  const { sequencer, at } = event;
  return await handOn({ key, versionId, sequencer, at }, deps);
}

/** The outcome of an image is recorded once its renditions stand: whoever makes them says so through the upload queue. */
async function handOn(upload: ImageUpload, deps: Deps): Promise<Result> {
  await deps.images.handOn(upload);
  return { outcome: 'handed-on' };
}

async function decideAgain({ key, versionId }: ReplayUpload, deps: Deps): Promise<Decision<Result>> {
  const { head, version } = await deps.editorial.upload(key, versionId);
  if (version?.outcome !== 'quarantined' || !head) return version ? resultOf(version) : { outcome: 'ignored' };
  const event = eventOf(version);
  const change = await ingestPut(event, head, deps.uploads.read(key, versionId), deps);
  if (change === 'again') return change;
  if (change !== 'image') return counted(change, version);
  return await handOn({ key, versionId, sequencer: event.sequencer, at: event.at, replay: true }, deps);
}

async function decideImage({ upload, made }: RenditionsMade, deps: Deps): Promise<Decision<Result>> {
  const { key, versionId, sequencer, at, replay } = upload;
  const { head, version } = await deps.editorial.upload(key, versionId);
  if (!version) {
    if (replay) return { outcome: 'ignored' };
    return await ingestImage({ kind: 'put', key, versionId, sequencer, at }, head ?? emptyHead(key), made, deps);
  }
  if (!replay || version.outcome !== 'quarantined' || !head) return resultOf(version);
  return counted(await ingestImage(eventOf(version), head, made, deps), version);
}

/** The event of an upload as it is on record. */
const eventOf = ({ key, versionId, sequencer, receivedAt }: UploadVersion): ObjectEvent => ({
  kind: 'put',
  key,
  versionId,
  sequencer,
  at: receivedAt,
});

const counted = (change: Change, { replays = 0 }: UploadVersion): Change => ({
  ...change,
  version: { ...change.version, replays: replays + 1 },
});
