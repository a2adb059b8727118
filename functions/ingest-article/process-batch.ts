import * as z from 'zod';
import { renditionsMadeOf } from '../../events/make-renditions.ts';
import { noteImagesOf } from '../../events/note-images.ts';
import { replayOf } from '../../events/replay-upload.ts';
import type { Log } from '../../shared/log.ts';
import { finish, ingest, replay } from './ingest.ts';
import { noteImages } from './note-images.ts';
import { objectEventsOf } from './object-event.ts';
import type { Deps, Result } from './ports.ts';

/** What Lambda is answered: the messages that must come back. */
export interface QueueAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

const queueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/**
 * Ingests the messages of one batch, S3's, replays, what was made of images and which of them an article shows, side by side: each stands for itself, since the order of events does not matter. Answers
 * with the messages that must come back; a refused upload is not one of them, as its refusal is recorded.
 */
export async function processBatch(event: unknown, deps: Deps, log: Log): Promise<QueueAnswer> {
  const { Records } = queueEvent.parse(event);
  const say = (message: string, versionId: string, { outcome, articleId, code }: Result) =>
    log.info(message, { versionId, outcome, ...(articleId && { articleId }), ...(code && { code }) });
  const failures = await Promise.all(
    Records.map(async ({ messageId, body }) => {
      try {
        const again = replayOf(body);
        const answer = renditionsMadeOf(body);
        const request = noteImagesOf(body);
        if (request)
          log.info('images looked at', { articleId: request.articleId, outcome: await noteImages(request, deps) });
        else if (answer) say('image finished', answer.upload.versionId, await finish(answer, deps));
        else if (again) say('upload replayed', again.versionId, await replay(again, deps));
        else for (const each of objectEventsOf(body)) say('upload ingested', each.versionId, await ingest(each, deps));
        return [];
      } catch (error) {
        log.error('upload not ingested, to be retried', { messageId, error });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
}
