import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { dynamoDbClient, sqsClient } from '../../shared/store/clients.ts';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import { DiscussionQueue } from '../../shared/store/discussion-queue.ts';
import { Publications } from '../../shared/store/publications.ts';
import { Table } from '../../shared/store/table.ts';
import { type Deps, publishComments } from './publish-comments.ts';

// On cold start only.
const env = environment('DISCUSSION_TABLE', 'DISCUSSION_QUEUE_URL');
const log = new Logger({ serviceName: 'publish-comments' });
const table = new Table(dynamoDbClient(), env.DISCUSSION_TABLE);
const deps: Deps = {
  counts: new CommentCounts(table),
  publications: new Publications(table),
  queue: new DiscussionQueue(sqsClient(), env.DISCUSSION_QUEUE_URL),
  table,
  clock: () => new Date(),
  log,
};

export const handler = middy()
  .use(injectLambdaContext(log))
  .handler((event: unknown) => publishComments(event, deps));
