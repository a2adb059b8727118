import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../environment.ts';
import { authenticator } from './authenticate.ts';
import { parseOriginSecrets } from './origin-secret.ts';
import type { Endpoints, Route } from './route.ts';
import { type HttpHandler, serveApi, type Unrouted } from './serve-api.ts';

/** The variables of every function behind the HTTP API, read on cold start beside its own. */
export const API_VARIABLES = [
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'JWT_JWKS_URI',
  'JWT_ROLES_CLAIM',
  'ORIGIN_SECRETS',
] as const;

/** The Lambda handler of a function behind the HTTP API: its endpoints with the stage's tokens, secrets and log. On cold start only. */
export function apiHandler<R extends Route>(
  serviceName: string,
  routes: readonly R[],
  endpoints: Endpoints<R>,
  unrouted?: Unrouted,
) {
  const env = environment(...API_VARIABLES);
  const log = new Logger({ serviceName });
  const serve = serveApi({
    routes,
    endpoints,
    authenticate: authenticator({
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
      jwksUri: env.JWT_JWKS_URI,
      rolesClaim: env.JWT_ROLES_CLAIM,
    }),
    ...(unrouted && { unrouted }),
    originSecrets: parseOriginSecrets(env.ORIGIN_SECRETS),
    log,
    clock: () => new Date(),
  });
  return middy<Parameters<HttpHandler>[0], Awaited<ReturnType<HttpHandler>>>()
    .use(injectLambdaContext(log))
    .handler(serve);
}
