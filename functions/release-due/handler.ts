import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { parseSettings } from '../../shared/settings.ts';
import { dynamoDbClient } from '../../shared/store/clients.ts';
import { FeedStore } from '../../shared/store/feed-store.ts';
import { Table } from '../../shared/store/table.ts';
import { DueTable } from './due-table.ts';
import { releaseDue } from './release-due.ts';

// On cold start only.
const env = environment('EDITORIAL_TABLE', 'SETTINGS');
const logger = new Logger({ serviceName: 'release-due' });
const table = new Table(dynamoDbClient(), env.EDITORIAL_TABLE);
const { savedFeeds } = parseSettings(env.SETTINGS);
const store = new DueTable(table, new FeedStore(table), logger);

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler(async () => {
    const counts = await releaseDue({ store, savedFeeds, clock: () => new Date(), log: logger });
    logger.info('due articles settled', { ...counts });
    // The alarm on this function's errors is what tells somebody.
    if (counts.failed > 0) throw new Error(`${counts.failed} due articles could not be settled; see the log`);
    return counts;
  });
