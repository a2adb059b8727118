import { expect, test } from 'vitest';
import { Outcomes } from '../../../infra/commands/upload/outcomes.ts';
import { uploadVersionKey } from '../../../shared/store/editorial-keys.ts';
import { Table } from '../../../shared/store/table.ts';
import { createTable, keysAndStream, tableEngine } from '../../engines.ts';

const client = tableEngine();
const table = new Table(client, await createTable(client, { name: 'outcomes', createTable: keysAndStream }));

const record = (key: string) =>
  table.transact([
    {
      put: {
        ...uploadVersionKey(key, 'v1'),
        schemaVersion: 1,
        key,
        versionId: 'v1',
        kind: 'put',
        sequencer: 'A',
        outcome: 'published',
        receivedAt: '2026-11-24T07:00:00.000Z',
      },
    },
  ]);

test('each waits for its own version, more than one request can ask for, and for no longer than told', async () => {
  const outcomes = new Outcomes(table);
  const keys = Array.from({ length: 120 }, (_, i) => `news/${i}.txt`);
  const waiting = keys.map((key) => outcomes.of(key, 'v1', 30));
  const never = outcomes.of('never.txt', 'v1', 0.2);
  for (const key of keys.toReversed()) await record(key);
  const found = await Promise.all(waiting);
  expect(found.map((version) => version?.key)).toEqual(keys);
  expect(await never).toBeUndefined();
});

test('a table that fails, fails all that wait', async () => {
  const outcomes = new Outcomes(new Table(client, 'no-such-table'));
  const results = await Promise.allSettled([outcomes.of('a', 'v1', 5), outcomes.of('b', 'v1', 5)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
