import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { dynamoDbClient } from '../../shared/store/clients.ts';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import { Table } from '../../shared/store/table.ts';
import { publishComments } from './publish-comments.ts';

// On cold start only.
const env = environment('DISCUSSION_TABLE');
const log = new Logger({ serviceName: 'publish-comments' });
const table = new Table(dynamoDbClient(), env.DISCUSSION_TABLE);
const counts = new CommentCounts(table);

export const handler = middy()
  .use(injectLambdaContext(log))
  .handler((event: unknown) => publishComments(event, { counts, table, log }));
