import * as z from 'zod';
import { type SendWebhook, sendWebhook, type WebhookEvent } from '../../events/send-webhook.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import { COMMENT_EVENTS, type SignedWebhook } from '../../shared/webhook.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

/** What carries a request to a webhook. */
export interface Carrier {
  /** Rejects unless it is answered by a success, in time. */
  post(
    hook: Pick<SignedWebhook, 'url' | 'privateNetwork'>,
    body: string,
    headers: Record<string, string>,
  ): Promise<void>;
}

export interface Deps {
  hooks: readonly SignedWebhook[];
  carrier: Carrier;
  queue: { send(message: SendWebhook): Promise<void> };
  clock: Clock;
  log: Log;
}

/** What Lambda is answered: the messages that must come back. */
interface QueueAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

const queueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/** An event of the bus. */
const busEvent = z.object({
  'detail-type': z.enum(COMMENT_EVENTS),
  detail: z.looseObject({ id: z.string(), at: z.string() }),
});

const WIDTH = 10;

/**
 * Sends what happens to comments to the webhooks that ask for it: at least once, in no promised order. An event of the bus becomes a
 * message for each webhook, so that one that does not answer has no other one sent the same again.
 */
export async function sendWebhooks(event: unknown, deps: Deps): Promise<QueueAnswer> {
  const failed: QueueAnswer['batchItemFailures'] = [];
  await inParallel(queueEvent.parse(event).Records, WIDTH, async ({ messageId, body }) => {
    try {
      await handle(JSON.parse(body), deps);
    } catch (error) {
      deps.log.error('webhook message not done, to be retried', { messageId, error });
      failed.push({ itemIdentifier: messageId });
    }
  });
  return { batchItemFailures: failed };
}

async function handle(message: unknown, deps: Deps): Promise<void> {
  const { hooks, queue } = deps;
  const sending = sendWebhook.safeParse(message);
  if (sending.success) return await send(sending.data, deps);
  const { 'detail-type': type, detail } = busEvent.parse(message);
  const event: WebhookEvent = { id: detail.id, type, at: detail.at, detail };
  const asking = hooks.filter(({ events }) => events.includes(type));
  for (const { name } of asking) await queue.send({ type: 'send-webhook', to: name, event });
}

async function send({ to, event }: SendWebhook, { hooks, carrier, clock, log }: Deps): Promise<void> {
  const hook = hooks.find(({ name }) => name === to);
  if (!hook) return log.warn('webhook no longer configured', { to, event: event.id });
  const body = JSON.stringify(event);
  await carrier.post(hook, body, {
    'content-type': 'application/json',
    'user-agent': 'Newsroom-Webhooks/1',
    [SIGNATURE_HEADER]: signatureOf(body, hook.secrets, clock()),
  });
  log.info('webhook sent', { to, event: event.id });
}
