import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { rebuildRequest } from '../../events/rebuild-feeds.ts';
import { environment, optionalVariable } from '../../shared/environment.ts';
import { Lru } from '../../shared/lru.ts';
import { Publisher } from '../../shared/publisher.ts';
import { parseSettings } from '../../shared/settings.ts';
import { dynamoDbClient, sqsClient } from '../../shared/store/clients.ts';
import { DiscussionReader } from '../../shared/store/discussion-reader.ts';
import { HistoryTable } from '../../shared/store/history-table.ts';
import { HubQueue } from '../../shared/store/hub-queue.ts';
import { PersonalDataTable } from '../../shared/store/personal-data-table.ts';
import { publishingStores } from '../../shared/store/publishing-stores.ts';
import { Table } from '../../shared/store/table.ts';
import { UnauditedNotes } from '../../shared/store/unaudited.ts';
import { UnderwayTable } from '../../shared/store/underway-table.ts';
import { DiscussionAudit } from './adapters/discussion-audit.ts';
import { MembershipTable } from './adapters/membership-table.ts';
import { DiscussionTableAudit } from './adapters/table-audit.ts';
import { rebuild } from './rebuild.ts';

// On cold start only.
const env = environment(
  'EDITORIAL_TABLE',
  'DISCUSSION_TABLE',
  'CONTENT_BUCKET',
  'PUBLIC_BUCKET',
  'UPLOAD_QUEUE_URL',
  'SETTINGS',
  'SITE_URL',
);
const logger = new Logger({ serviceName: 'rebuild-feeds' });
const discussion = new Table(dynamoDbClient(), env.DISCUSSION_TABLE);
// Feeds share what is new, which this much holds; pages and archives want each document once, and would only fill more.
const KEPT_CHARACTERS = 6 * 1024 * 1024;
const publishing = publishingStores(env, KEPT_CHARACTERS);
const hubQueueUrl = optionalVariable('HUB_QUEUE_URL');
const hub = hubQueueUrl ? new HubQueue(sqsClient(), hubQueueUrl, logger) : undefined;
const stores = {
  ...publishing,
  memberships: new MembershipTable(new Table(dynamoDbClient(), env.EDITORIAL_TABLE), publishing.feeds),
  discussions: new DiscussionReader(discussion, parseSettings(env.SETTINGS).comments),
  changes: new UnauditedNotes(discussion),
  audit: new DiscussionAudit(discussion),
  tableAudit: new DiscussionTableAudit(discussion),
  histories: new HistoryTable(discussion),
  underway: new UnderwayTable(discussion),
  person: new PersonalDataTable(discussion, new Table(dynamoDbClient(), env.EDITORIAL_TABLE)),
};

/** Time kept back to finish what is under way and to answer, in milliseconds. */
const RESERVE = 10_000;

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown, context: Context) => {
    const request = rebuildRequest.parse(event ?? {});
    // What was remembered of the bucket is the very thing that a rebuild must not rely on.
    const publisher = new Publisher({ ...stores, remembered: new Lru(1000), ...(hub && { hub }) });
    const allowed = Math.min((request.seconds ?? Infinity) * 1000, context.getRemainingTimeInMillis() - RESERVE);
    const end = Date.now() + allowed;
    return rebuild(request, { ...stores, publisher, logger, isOver: () => Date.now() > end });
  });
