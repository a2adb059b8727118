import { environment } from '../../shared/environment.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { dynamoDbClient } from '../../shared/store/clients.ts';
import { Table } from '../../shared/store/table.ts';
import { endpointsOf } from './endpoints.ts';
import { routes } from './routes.ts';

// On cold start only.
const env = environment('DISCUSSION_TABLE', 'EDITORIAL_TABLE');
const client = dynamoDbClient();
const endpoints = endpointsOf({
  discussion: new Table(client, env.DISCUSSION_TABLE),
  editorial: new Table(client, env.EDITORIAL_TABLE),
});

export const handler = apiHandler('comments', routes, endpoints);
