import * as z from 'zod';
import type { Log } from '../../shared/log.ts';
import { ingest } from './ingest.ts';
import { objectEventsOf } from './object-event.ts';
import type { Deps } from './ports.ts';

/** What Lambda is answered: the messages that must come back. */
export interface QueueAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

const queueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/**
 * Ingests the messages of one batch side by side: each stands for itself, since the order of events does not matter. Answers
 * with the messages that must come back; a refused upload is not one of them, as its refusal is recorded.
 */
export async function processBatch(event: unknown, deps: Deps, log: Log): Promise<QueueAnswer> {
  const { Records } = queueEvent.parse(event);
  const failures = await Promise.all(
    Records.map(async ({ messageId, body }) => {
      try {
        for (const objectEvent of objectEventsOf(body)) {
          const { outcome, articleId, code } = await ingest(objectEvent, deps);
          const { versionId } = objectEvent;
          log.info('upload ingested', {
            versionId,
            outcome,
            ...(articleId && { articleId }),
            ...(code && { code }),
          });
        }
        return [];
      } catch (error) {
        log.error('upload not ingested, to be retried', { messageId, error });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
}
