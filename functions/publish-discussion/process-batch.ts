import * as z from 'zod';
import { publishDiscussion as message } from '../../events/publish-discussion.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import { type Deps, publishDiscussion } from './publish-discussion.ts';

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

type QueueRecord = z.infer<typeof queueEvent>['Records'][number];

/** How many articles are worked on at a time. */
const WIDTH = 5;

/** Publishes the discussions of a batch of messages: articles beside each other, the messages of one article in turn. */
export async function processBatch(event: unknown, deps: Deps, log: Log): Promise<QueueAnswer> {
  const { Records } = queueEvent.parse(event);
  const failed = await inParallel(
    Map.groupBy(Records, ({ body }) => articleOf(body)).values(),
    WIDTH,
    async (records) => {
      const failures: string[] = [];
      for (const record of records) if (!(await succeeds(record, deps, log))) failures.push(record.messageId);
      return failures;
    },
  );
  return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
}

async function succeeds({ messageId, body, attributes }: QueueRecord, deps: Deps, log: Log): Promise<boolean> {
  try {
    const request = message.parse(JSON.parse(body));
    const outcome = await publishDiscussion(request, attributes.ApproximateReceiveCount === 1, deps);
    log.info('discussion', { articleId: request.articleId, outcome });
    return true;
  } catch (error) {
    log.error('discussion not published, to be retried', { messageId, error });
    return false;
  }
}

/** Undefined for what is no message of ours, which fails by itself. */
function articleOf(body: string): string | undefined {
  try {
    return message.safeParse(JSON.parse(body)).data?.articleId;
  } catch {
    return undefined;
  }
}
