import { withdraw } from '../../shared/article/transition.ts';
import type { UploadHead } from '../../shared/article/upload.ts';
import { isSticky } from '../../shared/article/visibility.ts';
import { toInstant } from '../../shared/time.ts';
import { bestOther, countKeys, speakFor } from './choose-content.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps, Result } from './ports.ts';
import { deleteOutcome, isLive, restate, withDelete } from './upload-state.ts';

/** Decides what a delete changes: the key stops speaking for its article, and the last one takes the article away. */
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
      receivedAt: event.at,
    },
    restated: restate(head, after).filter((r) => r.versionId !== event.versionId),
  };
  if (!isLive(head) || isLive(after) || !head.articleId) return change;

  const article = await deps.editorial.article(head.articleId);
  if (!article || isSticky(article)) return change;
  const liveKeys = Math.max(0, article.liveKeys - 1);
  const heir = liveKeys > 0 ? await bestOther(article, event.key, deps) : undefined;
  if (!heir) return { ...change, article: withdraw(article, event.at, toInstant(deps.clock())) };
  const spoken = article.source.key === event.key ? await speakFor(article, heir, liveKeys, deps) : undefined;
  if (spoken) return { ...change, article: spoken.transition, restated: [...change.restated, ...spoken.restated] };
  return { ...change, article: countKeys(article, liveKeys) };
}
