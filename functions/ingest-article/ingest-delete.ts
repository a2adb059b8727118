import type { UploadHead } from '../../shared/article/upload.ts';
import { loseKey } from './lose-key.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps, Result } from './ports.ts';
import { deleteOutcome, hasOtherParts, isImage, isLive, restate, speaks, withDelete } from './upload-state.ts';

/** Decides what a delete changes: an image goes, or the key stops speaking for its article. */
export async function ingestDelete(event: ObjectEvent, head: UploadHead, deps: Deps): Promise<Change | Result> {
  const isNewest = event.versionId === head.good?.versionId || event.versionId === head.latest?.versionId;
  // Clearing away an old version, or a delete marker, is housekeeping: what the key says stays as it is.
  if (event.permanent && !isNewest) return { outcome: 'ignored' };

  const after = withDelete(head, event);
  const removed = [head.good, head.latest].find((put) => put?.versionId === event.versionId);
  const change: Change = {
    head: { before: head.guard === 0 ? undefined : head, after },
    version: {
      schemaVersion: 1,
      key: event.key,
      versionId: event.versionId,
      kind: removed ? 'put' : 'delete',
      sequencer: removed?.sequencer ?? event.sequencer,
      outcome: deleteOutcome(head, event),
      ...(head.articleId && { articleId: head.articleId }),
      ...(hasOtherParts(head) && { sweeps: true }),
      receivedAt: event.at,
    },
    restated: restate(head, after).filter((r) => r.versionId !== event.versionId),
  };
  if (isImage(head) && !isLive(after)) return { ...change, image: { remove: event.key } };
  if (!speaks(head) || isLive(after) || !head.articleId) return change;
  const lost = await loseKey(head.articleId, event, deps);
  return { ...change, ...lost, restated: [...change.restated, ...lost.restated] };
}
