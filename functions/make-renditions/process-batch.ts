import * as z from 'zod';
import type { Made, MakeRenditions } from '../../events/make-renditions.ts';
import { makeRenditions as message } from '../../events/make-renditions.ts';
import type { Log } from '../../shared/log.ts';
import { makeRenditions } from './make-renditions.ts';
import type { Deps } from './ports.ts';

/** What Lambda is answered: the messages that must come back. */
interface QueueAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

const queueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
    }),
  ),
});

/**
 * An image may end the process that decodes it, whatever is checked before. One that has come this often is not opened again:
 * it goes to quarantine, where people find it, and not to the dead letters.
 */
const LAST_ATTEMPT = 5;

const ENDLESS: Made = {
  refusal: {
    code: 'image-corrupt',
    message: `It could not be decoded in ${LAST_ATTEMPT - 1} attempts. Save it anew and upload it again.`,
  },
};

/** Makes the renditions of each image of a batch, one after the other, and tells whoever reads the upload queue. */
export async function processBatch(event: unknown, deps: Deps, log: Log): Promise<QueueAnswer> {
  const batchItemFailures: QueueAnswer['batchItemFailures'] = [];
  for (const { messageId, body, attributes } of queueEvent.parse(event).Records) {
    try {
      const { upload } = message.parse(JSON.parse(body)) satisfies MakeRenditions;
      const isLast = attributes.ApproximateReceiveCount >= LAST_ATTEMPT;
      const made = isLast ? ENDLESS : await makeRenditions(upload, deps);
      await deps.answers.tell({ type: 'renditions-made', upload, made });
      const what = 'asset' in made ? { assetId: made.asset.assetId } : { code: made.refusal.code };
      log.info('renditions made', { versionId: upload.versionId, ...what });
    } catch (error) {
      log.error('renditions not made, to be retried', { messageId, error });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
