import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { authenticator } from '../../shared/http/authenticate.ts';
import { type HttpHandler, serveApi } from '../../shared/http/serve-api.ts';
import { parseSettings } from '../../shared/settings.ts';
import { siteOf } from '../../shared/site.ts';
import { dynamoDbClient, s3Client } from '../../shared/store/clients.ts';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import { ContentStore } from '../../shared/store/content-store.ts';
import { Table } from '../../shared/store/table.ts';
import { ArticlesTable } from './adapters/articles-table.ts';
import { UploadsTable } from './adapters/uploads-table.ts';
import { endpointsOf } from './endpoints.ts';
import { routes } from './routes.ts';

// On cold start only.
const env = environment(
  'EDITORIAL_TABLE',
  'DISCUSSION_TABLE',
  'CONTENT_BUCKET',
  'SITE_URL',
  'SETTINGS',
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'JWT_JWKS_URI',
  'JWT_ROLES_CLAIM',
  'ORIGIN_SECRETS',
);
const logger = new Logger({ serviceName: 'articles' });
const client = dynamoDbClient();
const editorial = new Table(client, env.EDITORIAL_TABLE);
const serve: HttpHandler = serveApi({
  routes,
  endpoints: endpointsOf({
    articles: new ArticlesTable(editorial),
    documents: new ContentStore(s3Client(), env.CONTENT_BUCKET),
    counts: new CommentCounts(new Table(client, env.DISCUSSION_TABLE)),
    uploads: new UploadsTable(editorial),
    site: siteOf(env.SITE_URL, parseSettings(env.SETTINGS)),
  }),
  authenticate: authenticator({
    issuer: env.JWT_ISSUER,
    audience: env.JWT_AUDIENCE,
    jwksUri: env.JWT_JWKS_URI,
    rolesClaim: env.JWT_ROLES_CLAIM,
  }),
  originSecrets: env.ORIGIN_SECRETS.split(','),
  log: logger,
  clock: () => new Date(),
});

export const handler = middy<Parameters<HttpHandler>[0], Awaited<ReturnType<HttpHandler>>>()
  .use(injectLambdaContext(logger))
  .handler(serve);
