import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { sqsClient } from '../../shared/store/clients.ts';
import { parseWebhooks } from '../../shared/webhook.ts';
import { HttpCarrier } from './adapters/http-carrier.ts';
import { WebhookQueue } from './adapters/webhook-queue.ts';
import { type Deps, sendWebhooks } from './send-webhooks.ts';

// On cold start only.
const env = environment('WEBHOOKS', 'WEBHOOK_QUEUE_URL');
const log = new Logger({ serviceName: 'send-webhooks' });
const deps: Deps = {
  hooks: parseWebhooks(env.WEBHOOKS),
  carrier: new HttpCarrier(),
  queue: new WebhookQueue(sqsClient(), env.WEBHOOK_QUEUE_URL),
  clock: () => new Date(),
  log,
};

export const handler = middy()
  .use(injectLambdaContext(log))
  .handler((event: unknown) => sendWebhooks(event, deps));
