import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import middy from '@middy/core';
import { environment, optionalVariable } from '../../shared/environment.ts';
import { Lru } from '../../shared/lru.ts';
import { Publisher } from '../../shared/publisher.ts';
import { publishingStores } from '../../shared/store/publishing-stores.ts';
import { CloudFront } from './adapters/cloudfront.ts';
import { type Cdn, publishBatch } from './publish-batch.ts';

// On cold start only.
const env = environment('EDITORIAL_TABLE', 'CONTENT_BUCKET', 'PUBLIC_BUCKET', 'SETTINGS', 'SITE_URL');
const logger = new Logger({ serviceName: 'publish' });
const publisher = new Publisher({ ...publishingStores(env), remembered: new Lru(1000) });
const distributionId = optionalVariable('DISTRIBUTION_ID');
const noCopies: Cdn = { forget: () => Promise.resolve() };
const cdn = distributionId ? new CloudFront(new CloudFrontClient({}), distributionId) : noCopies;

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown) => publishBatch(event, publisher, cdn, logger));
