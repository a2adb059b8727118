import { setImmediate as nextMoment } from 'node:timers/promises';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { GatheredReads } from '../../../shared/store/gathered-reads.ts';
import { Table } from '../../../shared/store/table.ts';
import { tableEngine, uniqueName } from '../../engines.ts';
import { discussionTable, editorialTable } from '../../wire/newsroom-tables.ts';
import { Recorder } from '../../wire/recorder.ts';

const recorder = new Recorder();
const client = recorder.record(tableEngine());
const definitions = [editorialTable(uniqueName('editorial')), discussionTable(uniqueName('discussion'))] as const;
const gathered = new GatheredReads(client);
const [one, other] = [
  new Table(client, definitions[0].TableName, gathered),
  new Table(client, definitions[1].TableName, gathered),
];
const key = (pk: string) => ({ pk, sk: 'x' });

beforeAll(async () => {
  for (const definition of definitions) await client.send(new CreateTableCommand(definition));
  await one.put({ ...key('a'), of: 'one' });
  await other.put({ ...key('a'), of: 'other' });
});

beforeEach(() => recorder.reset());

test('what is asked for at one moment is one request, of several tables, at the price of single reads', async () => {
  const later = async () => {
    await Promise.resolve();
    return await other.get(key('b'));
  };
  const found = await Promise.all([one.get(key('a')), other.get(key('a')), one.get(key('a')), later()]);
  expect(found.map((item) => item?.of)).toEqual(['one', 'other', 'one', undefined]);
  expect(recorder.summary()).toEqual({ 'dynamodb:BatchGetItem': 1 });
  expect(recorder.units(definitions)).toEqual({ read: 1.5, write: 0 });
});

test('what is asked for later is another, and a consistent read goes by itself', async () => {
  const first = one.get(key('a'));
  await nextMoment();
  await Promise.all([first, one.get(key('a')), other.get(key('a'), { consistent: true })]);
  expect(recorder.summary()).toEqual({ 'dynamodb:BatchGetItem': 2, 'dynamodb:GetItem': 1 });
});

test('a request that fails fails for all who asked, and for nobody after', async () => {
  const missing = new Table(client, uniqueName('missing'), gathered);
  const asked = await Promise.allSettled([one.get(key('a')), missing.get(key('a'))]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await one.get(key('a'))).toMatchObject({ of: 'one' });
});
