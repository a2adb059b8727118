import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import middy from '@middy/core';
import { discussionKeys } from '../../shared/comment/discussion-target.ts';
import { environment, optionalVariable } from '../../shared/environment.ts';
import { Lru } from '../../shared/lru.ts';
import { Publisher } from '../../shared/publisher.ts';
import { dynamoDbClient, sqsClient } from '../../shared/store/clients.ts';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import { DiscussionQueue } from '../../shared/store/discussion-queue.ts';
import { HubQueue } from '../../shared/store/hub-queue.ts';
import { publishingStores } from '../../shared/store/publishing-stores.ts';
import { Table } from '../../shared/store/table.ts';
import { CloudFront } from './adapters/cloudfront.ts';
import { type Cdn, type Discussions, publishBatch } from './publish-batch.ts';

// On cold start only.
const env = environment(
  'EDITORIAL_TABLE',
  'DISCUSSION_TABLE',
  'CONTENT_BUCKET',
  'PUBLIC_BUCKET',
  'UPLOAD_QUEUE_URL',
  'DISCUSSION_QUEUE_URL',
  'SETTINGS',
  'SITE_URL',
);
const logger = new Logger({ serviceName: 'publish' });
const stores = publishingStores(env);
const sqs = sqsClient();
const hubQueueUrl = optionalVariable('HUB_QUEUE_URL');
const hub = hubQueueUrl ? new HubQueue(sqs, hubQueueUrl, logger) : undefined;
const publisher = new Publisher({ ...stores, remembered: new Lru(1000), ...(hub && { hub }) });
const queue = new DiscussionQueue(sqs, env.DISCUSSION_QUEUE_URL);
const counts = new CommentCounts(new Table(dynamoDbClient(), env.DISCUSSION_TABLE));
const discussions: Discussions = {
  ask: (articleId) => queue.ask({ articleId }),
  remove: async (articleId) => {
    await Promise.all(discussionKeys(articleId).map((key) => stores.objects.delete(key)));
  },
  count: (articleId, article) => counts.follow(articleId, article),
};
const distributionId = optionalVariable('DISTRIBUTION_ID');
const noCopies: Cdn = { forget: () => Promise.resolve() };
const cdn = distributionId ? new CloudFront(new CloudFrontClient({}), distributionId) : noCopies;

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown) => publishBatch(event, { publisher, discussions, cdn, log: logger }));
