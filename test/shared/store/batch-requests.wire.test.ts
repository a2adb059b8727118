import {
  type BatchGetItemCommandOutput,
  type BatchWriteItemCommandOutput,
  CreateTableCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { toWire } from '../../../shared/store/expressions.ts';
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

afterEach(() => {
  vi.restoreAllMocks();
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

/** A client of its own, whose writes in batches are told by how many they are, and answered with those that are to be sent again. */
function throttled(left: (requests: number) => WriteRequest[]) {
  const client = tableEngine();
  const sizes: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (!('RequestItems' in args.input)) return result;
      sizes.push(JSON.stringify(args.input).split('Request":').length - 1);
      const output = result.output as BatchWriteItemCommandOutput;
      output.UnprocessedItems = { [definition.TableName]: left(sizes.length) };
      return result;
    },
    { step: 'initialize' },
  );
  return { table: new Table(client, definition.TableName), sizes };
}

test('writes are 25 a request, and those that DynamoDB leaves for later are sent again', async () => {
  const items = Array.from({ length: 30 }, (_, i) => ({ pk: 'many', sk: String(i).padStart(2, '0') }));
  const left = items.slice(1, 25).map((item) => ({ PutRequest: { Item: toWire(item) } }));
  const { table: busy, sizes } = throttled((requests) => (requests === 1 ? left : []));
  const kept = async () => (await table.query({ pk: 'many', consistent: true })).items;
  await busy.writeMany(items.map((put) => ({ put })));
  expect(await kept()).toEqual(items);
  const first = { pk: 'many', sk: '00', is: 'left' };
  await busy.writeMany([...items.slice(1).map((key) => ({ delete: key })), { put: first }]);
  expect(await kept()).toEqual([first]);
  expect(sizes).toEqual([25, 24, 5, 25, 5]);
});

test('what is left for later again and again is an error', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const item = { pk: 'never', sk: 'x' };
  const { table: busy, sizes } = throttled(() => [{ PutRequest: { Item: toWire(item) } }]);
  await expect(busy.writeMany([{ put: item }])).rejects.toThrow('again and again');
  expect(sizes.length).toBeGreaterThan(5);
});
