import { type AttributeValue, CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { keysAndStream, tableEngine, uniqueName } from '../engines.ts';
import { item as asItem, sizeOf } from './attribute-value.ts';

/** The engines are wrong about transactions and indexes, but they know an item's size: a second opinion on ours, to the byte. */
const client = tableEngine();
const TableName = uniqueName('sizes');

beforeAll(async () => {
  await client.send(new CreateTableCommand({ ...keysAndStream, TableName }));
});

const short = fc.string({ unit: 'grapheme', maxLength: 40 });
const name = fc
  .string({ minLength: 1, maxLength: 12 })
  .filter((text) => !['pk', 'sk', 'pad', '__proto__'].includes(text));
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
    const Item = { ...item, pk: { S: String(1000 + written++) }, sk: { S: 's' }, pad: { S: 'x'.repeat(padding) } };
    const { ConsumedCapacity } = await client.send(
      new PutItemCommand({ TableName, Item, ReturnConsumedCapacity: 'TOTAL' }),
    );
    return ConsumedCapacity?.CapacityUnits;
  };
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 6 }), async (item) => {
      const size = sizeOf(asItem.parse({ ...item, pk: { S: '1000' }, sk: { S: 's' }, pad: { S: '' } }));
      const units = Math.ceil(size / KB);
      const padding = units * KB - size;
      expect(await unitsOf(item, padding)).toBe(units);
      expect(await unitsOf(item, padding + 1)).toBe(units + 1);
    }),
    { numRuns: 60 },
  );
});
