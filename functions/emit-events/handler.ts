import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { eventBridgeClient } from '../../shared/store/clients.ts';
import { EventBus } from './adapters/event-bus.ts';
import { type Deps, emitEvents } from './emit-events.ts';

// On cold start only.
const env = environment('EVENT_BUS', 'SITE_URL');
const log = new Logger({ serviceName: 'emit-events' });
const deps: Deps = {
  bus: new EventBus(eventBridgeClient(), env.EVENT_BUS, log),
  siteUrl: env.SITE_URL,
  log,
};

export const handler = middy()
  .use(injectLambdaContext(log))
  .handler((event: unknown) => emitEvents(event, deps));
