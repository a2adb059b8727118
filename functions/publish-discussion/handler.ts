import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { convergeDiscussion } from '../../shared/comment/discussion-target.ts';
import { environment } from '../../shared/environment.ts';
import { parseSettings } from '../../shared/settings.ts';
import { siteOf } from '../../shared/site.ts';
import { ArticleReader } from '../../shared/store/article-reader.ts';
import { dynamoDbClient, s3Client, sqsClient } from '../../shared/store/clients.ts';
import { DiscussionQueue } from '../../shared/store/discussion-queue.ts';
import { DiscussionReader } from '../../shared/store/discussion-reader.ts';
import { LikedComments } from '../../shared/store/liked-comments.ts';
import { Likes } from '../../shared/store/likes.ts';
import { PublicObjects } from '../../shared/store/public-objects.ts';
import { Publications } from '../../shared/store/publications.ts';
import { Table } from '../../shared/store/table.ts';
import { UnauditedNotes } from '../../shared/store/unaudited.ts';
import { processBatch } from './process-batch.ts';
import type { Deps } from './publish-discussion.ts';
import { rollUpLikes } from './roll-up-likes.ts';

// On cold start only.
const env = environment(
  'EDITORIAL_TABLE',
  'DISCUSSION_TABLE',
  'PUBLIC_BUCKET',
  'DISCUSSION_QUEUE_URL',
  'SETTINGS',
  'SITE_URL',
);
const logger = new Logger({ serviceName: 'publish-discussion' });
const settings = parseSettings(env.SETTINGS);
const client = dynamoDbClient();
const discussion = new Table(client, env.DISCUSSION_TABLE);
const clock = () => new Date();
const published = {
  articles: new ArticleReader(new Table(client, env.EDITORIAL_TABLE)),
  discussions: new DiscussionReader(discussion, settings.comments),
  objects: new PublicObjects(s3Client(), env.PUBLIC_BUCKET),
  site: siteOf(env.SITE_URL, settings),
  clock,
};
const unaudited = new UnauditedNotes(discussion);
const noted = { unaudited, likedComments: new LikedComments(discussion), likes: new Likes(discussion) };
const deps: Deps = {
  publications: new Publications(discussion),
  queue: new DiscussionQueue(sqsClient(), env.DISCUSSION_QUEUE_URL),
  unaudited,
  rollUpLikes: (articleId) => rollUpLikes(articleId, noted),
  converge: (articleId, isFirst) =>
    convergeDiscussion(articleId, { ...published, attempts: 1, ...(isFirst && { listed: new Map() }) }),
  clock,
};

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown) => processBatch(event, deps, logger));
