import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { HttpHub } from './adapters/http-hub.ts';
import { type Deps, pingHub } from './ping-hub.ts';

// On cold start only.
const env = environment('HUB_URL');
const log = new Logger({ serviceName: 'ping-hub' });
const deps: Deps = { hub: new HttpHub(env.HUB_URL), log };

export const handler = middy()
  .use(injectLambdaContext(log))
  .handler((event: unknown) => pingHub(event, deps));
