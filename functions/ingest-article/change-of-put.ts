import type { Refusal } from '../../shared/article/refusal.ts';
import { isOlder } from '../../shared/article/sequencer.ts';
import type { SkippedItem, UploadHead, UploadOutcome, UploadPart, UploadVersion } from '../../shared/article/upload.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change } from './ports.ts';
import { hasOtherParts, restate, withPut } from './upload-state.ts';

/** The articles that one object holds, and what else came along with them. */
export interface Held {
  parts: UploadPart[];
  skipped: SkippedItem[];
}

interface End {
  outcome: UploadOutcome;
  articleId?: string | undefined;
  assetId?: string | undefined;
  reason?: Refusal | undefined;
  held?: Held | undefined;
  /** It was read and gave something: what the key held beside that is gone with it. */
  isTaken?: boolean;
}

/** What a PUT changes of its key and of the versions that were known of it, and its own outcome. */
export function changeOf(event: ObjectEvent, before: UploadHead, after: UploadHead, end: End): Change {
  const { parts, skipped = [] } = end.held ?? {};
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
    ...(parts && { parts }),
    ...(skipped.length > 0 && { skipped }),
    ...(end.isTaken && hasOtherParts(before, parts) && { sweeps: true }),
    receivedAt: event.at,
  };
  return {
    head: { before: before.guard === 0 ? undefined : before, after },
    version,
    restated: restate(before, after).filter((r) => r.versionId !== event.versionId),
  };
}

/** A PUT that gives nothing: quarantined, unless a newer one is known. What stood before it still does. */
export const refuse = (event: ObjectEvent, head: UploadHead, reason: Refusal, held?: Held): Change =>
  changeOf(event, head, withPut(head, event), {
    outcome: isOlder(event, head.latest) ? 'superseded' : 'quarantined',
    articleId: head.articleId,
    reason,
    held,
  });
