import type { Refusal } from '../../shared/article/refusal.ts';
import { isOlder } from '../../shared/article/sequencer.ts';
import type { UploadHead, UploadOutcome, UploadVersion } from '../../shared/article/upload.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change } from './ports.ts';
import { restate, withPut } from './upload-state.ts';

interface End {
  outcome: UploadOutcome;
  articleId?: string | undefined;
  assetId?: string | undefined;
  reason?: Refusal | undefined;
}

/** What a PUT changes of its key and of the versions that were known of it, and its own outcome. */
export function changeOf(event: ObjectEvent, before: UploadHead, after: UploadHead, end: End): Change {
  const version: UploadVersion = {
    schemaVersion: 1,
    key: event.key,
    versionId: event.versionId,
    kind: 'put',
    sequencer: event.sequencer,
    outcome: end.outcome,
    ...(end.reason && { reason: end.reason }),
    ...(end.articleId && { articleId: end.articleId }),
    ...(end.assetId && { assetId: end.assetId }),
    receivedAt: event.at,
  };
  return {
    head: { before: before.guard === 0 ? undefined : before, after },
    version,
    restated: restate(before, after).filter((r) => r.versionId !== event.versionId),
  };
}

/** A PUT that gives nothing: quarantined, unless a newer one is known. What stood before it still does. */
export const refuse = (event: ObjectEvent, head: UploadHead, reason: Refusal): Change =>
  changeOf(event, head, withPut(head, event), {
    outcome: isOlder(event, head.latest) ? 'superseded' : 'quarantined',
    articleId: head.articleId,
    reason,
  });
