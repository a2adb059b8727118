import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { authenticator } from '../../shared/http/authenticate.ts';
import { parseOriginSecrets } from '../../shared/http/origin-secret.ts';
import { type HttpHandler, serveApi } from '../../shared/http/serve-api.ts';
import { dynamoDbClient } from '../../shared/store/clients.ts';
import { Table } from '../../shared/store/table.ts';
import { endpointsOf } from './endpoints.ts';
import { routes } from './routes.ts';

// On cold start only.
const env = environment('DISCUSSION_TABLE', 'EDITORIAL_TABLE', 'ORIGIN_SECRETS');
const jwt = environment('JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URI', 'JWT_ROLES_CLAIM');
const log = new Logger({ serviceName: 'comments' });
const client = dynamoDbClient();

const serve = serveApi({
  routes,
  endpoints: endpointsOf({
    discussion: new Table(client, env.DISCUSSION_TABLE),
    editorial: new Table(client, env.EDITORIAL_TABLE),
  }),
  authenticate: authenticator({
    issuer: jwt.JWT_ISSUER,
    audience: jwt.JWT_AUDIENCE,
    jwksUri: jwt.JWT_JWKS_URI,
    rolesClaim: jwt.JWT_ROLES_CLAIM,
  }),
  originSecrets: parseOriginSecrets(env.ORIGIN_SECRETS),
  log,
  clock: () => new Date(),
});

export const handler = middy<Parameters<HttpHandler>[0], Awaited<ReturnType<HttpHandler>>>()
  .use(injectLambdaContext(log))
  .handler(serve);
