import { type BatchGetItemCommandOutput, CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { Table } from '../../../shared/store/table.ts';
import { tableEngine, uniqueName } from '../../engines.ts';
import { editorialTable } from '../../wire/newsroom-tables.ts';

const definition = editorialTable(uniqueName('unprocessed'));
const client = tableEngine();
const table = new Table(client, definition.TableName);
const keys = ['a', 'b', 'c', 'd'].map((pk) => ({ pk, sk: 'x' }));

beforeAll(async () => {
  await client.send(new CreateTableCommand(definition));
  for (const key of keys) await table.put({ ...key, name: key.pk });
});

test('keys that DynamoDB leaves for later are asked for again', async () => {
  let answers = 0;
  // The engine never throttles, so its first answer is made to look as a throttled one does.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (++answers > 1) return result;
      const output = result.output as BatchGetItemCommandOutput;
      const [kept, ...rest] = output.Responses?.[definition.TableName] ?? [];
      output.Responses = { [definition.TableName]: kept ? [kept] : [] };
      const left = rest.map(({ pk, sk }) => ({ ...(pk && { pk }), ...(sk && { sk }) }));
      output.UnprocessedKeys = { [definition.TableName]: { Keys: left } };
      return result;
    },
    { step: 'initialize' },
  );
  expect((await table.getMany(keys)).map((item) => item?.name)).toEqual(['a', 'b', 'c', 'd']);
  expect(answers).toBe(2);
});
