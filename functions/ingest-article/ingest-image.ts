import { createHash } from 'node:crypto';
import type { Made } from '../../events/make-renditions.ts';
import type { Image } from '../../shared/article/image.ts';
import { isOlder } from '../../shared/article/sequencer.ts';
import type { UploadHead } from '../../shared/article/upload.ts';
import { changeOf, refuse } from './change-of-put.ts';
import { loseKey } from './lose-key.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps } from './ports.ts';
import { isLive, outcomeUnread, speaks, withPut } from './upload-state.ts';

/**
 * Decides what an image changes whose renditions stand, or which none can be made of. It follows the rules of every upload; a
 * key that held a document before stops speaking for its article.
 */
export async function ingestImage(event: ObjectEvent, head: UploadHead, made: Made, deps: Deps): Promise<Change> {
  const { articleId } = head;
  const unread = outcomeUnread(head, event);
  if (unread) return changeOf(event, head, withPut(head, event), { outcome: unread, articleId });
  if ('refusal' in made) return refuse(event, head, made.refusal);
  if (isOlder(event, head.good)) {
    return changeOf(event, head, withPut(head, event), { outcome: 'superseded', articleId, isTaken: true });
  }

  const { asset, words, storedAt } = made;
  const { key, versionId } = event;
  const put: Image = { schemaVersion: 1, key, versionId, ...asset, ...words };
  const hash = createHash('sha256')
    .update(JSON.stringify([asset.assetId, words]))
    .digest('base64url');
  const after = withPut(head, event, { rank: { storedAt }, image: hash });
  const isSame = isLive(head) && head.good.image === hash;
  const outcome = isSame ? 'unchanged' : 'published';
  const change = changeOf(event, head, after, { outcome, articleId, assetId: asset.assetId, isTaken: true });
  const lost = speaks(head) && articleId ? await loseKey(articleId, event, deps) : { restated: [] };
  return {
    ...change,
    ...lost,
    restated: [...change.restated, ...lost.restated.filter((each) => each.key !== key)],
    ...(!isSame && { image: { put } }),
  };
}
