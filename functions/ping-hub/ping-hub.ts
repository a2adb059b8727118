import * as z from 'zod';
import { pingHub as message } from '../../events/ping-hub.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';

/** Who passes changed feeds on to their subscribers. */
export interface Hub {
  /** Has it fetch these topics. Rejects unless it says that it will. */
  publish(topics: readonly string[]): Promise<void>;
}

export interface Deps {
  hub: Hub;
  log: Log;
}

/** What Lambda is answered: the messages that must come back. */
interface QueueAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

const queueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/** How many topics one request names, so that a hub refuses or forgets no more than these. */
const MOST_TOPICS = 50;

/** All that a batch asks for is asked at once: a hub that does not answer must not use up the function's time in turns. */
const WIDTH = 20;

/** Tells the hub of the feeds in a batch of messages, each once however many messages name it. */
export async function pingHub(event: unknown, { hub, log }: Deps): Promise<QueueAnswer> {
  const messages = queueEvent
    .parse(event)
    .Records.map(({ messageId, body }) => ({ messageId, topics: topicsOf(body) }));
  const topics = [...new Set(messages.flatMap((each) => each.topics ?? []))];
  const failed = new Set<string>();
  await inParallel(chunksOf(topics), WIDTH, async (chunk) => {
    try {
      await hub.publish(chunk);
      log.info('hub told', { topics: chunk.length });
    } catch (error) {
      log.error('hub not told, to be retried', { topics: chunk, error });
      for (const topic of chunk) failed.add(topic);
    }
  });
  const isFailed = (each: string[] | undefined) => each === undefined || each.some((topic) => failed.has(topic));
  return {
    batchItemFailures: messages
      .filter((each) => isFailed(each.topics))
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
}

/** Undefined for what is no message of ours, which fails by itself. */
function topicsOf(body: string): string[] | undefined {
  try {
    return message.safeParse(JSON.parse(body)).data?.topics;
  } catch {
    return undefined;
  }
}

function* chunksOf(topics: readonly string[]): Generator<string[]> {
  for (let i = 0; i < topics.length; i += MOST_TOPICS) yield topics.slice(i, i + MOST_TOPICS);
}
