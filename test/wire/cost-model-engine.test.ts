import { type AttributeValue, CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTableEngine, type TableEngine } from '../../infra/local/engines/table-engine.ts';
import { item as asItem, sizeOf } from './attribute-value.ts';

/** The engines are wrong about transactions and indexes, but they know an item's size: a second opinion on ours, to the byte. */
let engine: TableEngine;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startTableEngine({ prefer: 'native' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBClient({ region: 'us-east-1', credentials, endpoint: engine.endpoint });
  await client.send(
    new CreateTableCommand({
      TableName: 'sizes',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
});
afterAll(() => engine.stop());

const short = fc.string({ unit: 'grapheme', maxLength: 40 });
const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !['pk', 'pad', '__proto__'].includes(text));
// Numbers that end in zeros or have a fraction are left out: there the engines disagree, and we follow DynamoDB Local.
const number = fc
  .integer()
  .filter((n) => n % 10 !== 0)
  .map(String);
const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    short.map((S) => ({ S })),
    number.map((N) => ({ N })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    fc.uniqueArray(short, { minLength: 1, maxLength: 4 }).map((SS) => ({ SS })),
    fc.uniqueArray(number, { minLength: 1, maxLength: 4, selector: Number }).map((NS) => ({ NS })),
    fc.array(tie('value'), { maxLength: 5 }).map((L) => ({ L })),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }).map((M) => ({ M })),
  ),
})).value;

const KB = 1024;

test('an item is as large as the engine says: full KBs are that many units, and one byte more is one unit more', async () => {
  let written = 0;
  const unitsOf = async (item: Record<string, AttributeValue>, padding: number) => {
    const Item = { ...item, pk: { S: String(1000 + written++) }, pad: { S: 'x'.repeat(padding) } };
    const { ConsumedCapacity } = await client.send(
      new PutItemCommand({ TableName: 'sizes', Item, ReturnConsumedCapacity: 'TOTAL' }),
    );
    return ConsumedCapacity?.CapacityUnits;
  };
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 6 }), async (item) => {
      const size = sizeOf(asItem.parse({ ...item, pk: { S: '1000' }, pad: { S: '' } }));
      const units = Math.ceil(size / KB);
      const padding = units * KB - size;
      expect(await unitsOf(item, padding)).toBe(units);
      expect(await unitsOf(item, padding + 1)).toBe(units + 1);
    }),
    { numRuns: 150 },
  );
});
