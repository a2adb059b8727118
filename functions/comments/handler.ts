import { environment } from '../../shared/environment.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { parseSettings } from '../../shared/settings.ts';
import { dynamoDbClient } from '../../shared/store/clients.ts';
import { GatheredReads } from '../../shared/store/gathered-reads.ts';
import { Table } from '../../shared/store/table.ts';
import { endpointsOf } from './endpoints.ts';
import { routes } from './routes.ts';

// On cold start only.
const env = environment('DISCUSSION_TABLE', 'EDITORIAL_TABLE', 'SETTINGS', 'ORIGIN_SECRETS');
const client = dynamoDbClient();
const gathered = new GatheredReads(client);
const tables = {
  discussion: new Table(client, env.DISCUSSION_TABLE, gathered),
  editorial: new Table(client, env.EDITORIAL_TABLE, gathered),
};
const endpoints = endpointsOf(tables, parseSettings(env.SETTINGS).comments, env.ORIGIN_SECRETS);

export const handler = apiHandler('comments', routes, endpoints);
