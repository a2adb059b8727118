import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ObjectStore, startObjectStore } from '../../../../infra/local/engines/object-store.ts';
import { startTableEngine, type TableEngine } from '../../../../infra/local/engines/table-engine.ts';
import { StreamSource } from '../../../../infra/local/sources/stream-source.ts';
import type { StreamSourceSpec } from '../../../../infra/local/specs.ts';
import { createTable, keysAndStream } from '../../../engines.ts';
import { Bundles } from '../bundles.ts';

const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';
const record = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({ Keys: z.object({ pk: z.object({ S: z.string() }) }), SequenceNumber: z.string() }),
});
const event = z.object({ Records: z.array(record) });

// Both engines of the local host: they differ in how they number and close shards.
describe.each(['native', 'java'] as const)('a stream source on the %s engine', (prefer) => {
  let bundles: Bundles;
  let store: ObjectStore;
  let dir: string;
  let engine: TableEngine;
  let client: DynamoDBClient;
  let tableName: string;
  let source: StreamSource | undefined;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'newsroom-stream-'));
    await openTables();
  });
  afterAll(async () => {
    client.destroy();
    await engine.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    bundles = new Bundles();
    store = await startObjectStore();
    store.ensureQueue({ name: 'dead', arn: DEAD, visibilityTimeoutSeconds: 30 });
    tableName = await createTable(client, { name: 'editorial', createTable: keysAndStream });
  });
  afterEach(async () => {
    await source?.stop(1000);
    await bundles.remove();
    await store.stop();
  });

  async function openTables() {
    engine = await startTableEngine({ prefer, dataDir: dir });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  }

  const put = async (...pks: string[]) => {
    for (const pk of pks) {
      const Item = { pk: { S: pk }, sk: { S: 'x' }, n: { N: '1' } };
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    }
  };

  function start(body = '', more: Partial<StreamSourceSpec> = {}) {
    const functions =
      bundles.functions ??
      bundles.run([bundles.write('publish', bundles.recorder('publish', body), { concurrency: 1 })]);
    const spec = { functionName: 'publish', tableName, batchSize: 10, batchingWindowSeconds: 0, filters: [], ...more };
    source = new StreamSource(
      { reportBatchItemFailures: false, startingPosition: 'TRIM_HORIZON', ...spec },
      {
        ...{ tableEndpoint: engine.endpoint, checkpointFile: join(bundles.dir, 'checkpoint.json') },
        ...{ invoke: functions.invoke.bind(functions), onFailure: store.queue(DEAD) },
      },
    );
    source.start();
  }

  const batches = () =>
    bundles.calls('publish').map((call) => event.parse(call).Records.map((r) => r.dynamodb.Keys.pk.S));
  const dead = () =>
    store
      .queue(DEAD)
      .receive(10)
      .map((message): unknown => JSON.parse(message.body));

  it('gives the records in order, as Lambda has them', async () => {
    await put('a', 'b', 'c');
    start();
    await expect.poll(() => batches().flat(), { timeout: 4000 }).toEqual(['a', 'b', 'c']);
    const [first] = event.parse(bundles.calls('publish')[0]).Records;
    expect(first).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: expect.stringContaining(`table/${tableName}/stream/`),
      dynamodb: { NewImage: { pk: { S: 'a' }, n: { N: '1' } }, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    expect(first?.dynamodb.ApproximateCreationDateTime).toEqual(expect.any(Number));
  });

  it('looks at once when nudged', async () => {
    start();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await put('now');
    const before = performance.now();
    source?.nudge();
    await expect.poll(() => batches().flat(), { timeout: 900, interval: 10 }).toEqual(['now']);
    expect(performance.now() - before).toBeLessThan(900);
  });

  it('passes over what its filters do not let pass, for good', async () => {
    await put('UPLOAD#1', 'FEED#all', 'UPLOAD#2');
    start('', { filters: [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'FEED#' }] } } } }] });
    await expect.poll(() => batches(), { timeout: 4000 }).toEqual([['FEED#all']]);
  });

  it('holds the shard up while a batch fails, and tries again', async () => {
    await put('a', 'b');
    start(`if (n < 3) throw new Error('not yet');`, { batchSize: 1 });
    await expect.poll(() => batches().flat(), { timeout: 6000 }).toEqual(['a', 'a', 'a', 'b']);
    expect(dead()).toEqual([]);
  });

  it('rewinds to the lowest record that is reported', async () => {
    await put('a', 'b', 'c', 'd');
    start(
      `if (n > 1) return { batchItemFailures: [] };
       const of = (i) => ({ itemIdentifier: event.Records[i].dynamodb.SequenceNumber });
       return { batchItemFailures: [of(3), of(1)] };`,
      { reportBatchItemFailures: true },
    );
    await expect
      .poll(() => batches(), { timeout: 6000 })
      .toEqual([
        ['a', 'b', 'c', 'd'],
        ['b', 'c', 'd'],
      ]);
  });

  it('sends what used up its attempts to the on-failure queue, and goes on', async () => {
    await put('bad', 'good');
    start(`if (event.Records[0].dynamodb.Keys.pk.S === 'bad') throw new Error('no');`, {
      ...{ batchSize: 1, maximumRetryAttempts: 1 },
    });
    await expect.poll(() => batches().flat(), { timeout: 6000 }).toEqual(['bad', 'bad', 'good']);
    const [call] = bundles.calls('publish');
    const [
      {
        dynamodb: { SequenceNumber },
      } = { dynamodb: { SequenceNumber: '' } },
    ] = event.parse(call).Records;
    expect(dead()).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 }),
        DDBStreamBatchInfo: expect.objectContaining({
          ...{ batchSize: 1, startSequenceNumber: SequenceNumber, endSequenceNumber: SequenceNumber },
          shardId: expect.stringMatching(/^shardId-/),
        }),
      }),
    ]);
  });

  it('finds the one bad record of a batch by halves', async () => {
    await put('a', 'bad', 'c', 'd');
    start(`if (event.Records.some((r) => r.dynamodb.Keys.pk.S === 'bad')) throw new Error('no');`, {
      ...{ bisectBatchOnFunctionError: true, maximumRetryAttempts: 0 },
    });
    await expect.poll(() => batches().at(-1), { timeout: 6000 }).toEqual(['c', 'd']);
    expect(batches()).toEqual([['a', 'bad', 'c', 'd'], ['a', 'bad'], ['a'], ['bad'], ['c', 'd']]);
    expect(dead()).toHaveLength(1);
  });

  it('fills a batch for as long as its window lasts', async () => {
    start('', { batchingWindowSeconds: 1 });
    await put('a');
    source?.nudge();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await put('b');
    await expect.poll(() => batches(), { timeout: 6000 }).toEqual([['a', 'b']]);
  });

  it('goes on where it was after a restart of everything, losing and repeating nothing that was done', async () => {
    await put('a', 'b');
    start();
    await expect.poll(() => batches().flat(), { timeout: 4000 }).toEqual(['a', 'b']);
    await source?.stop(1000);
    await put('c');
    client.destroy();
    await engine.stop();
    await openTables();
    await put('d');
    start();
    await expect.poll(() => batches().flat(), { timeout: 4000 }).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives a batch again that was not dealt with when it stopped', async () => {
    await put('a');
    start(`if (n === 1) throw new Error('no');`, { batchSize: 1 });
    await expect.poll(() => batches().length, { timeout: 4000 }).toBe(1);
    await source?.stop(1000);
    expect(batches()).toEqual([['a']]);
    start();
    await expect.poll(() => batches(), { timeout: 4000 }).toEqual([['a'], ['a']]);
  });

  it('waits for an engine that is away, and says so once', async () => {
    const problems: string[] = [];
    source = new StreamSource(
      {
        ...{ functionName: 'publish', tableName, batchSize: 1, batchingWindowSeconds: 0, filters: [] },
        ...{ reportBatchItemFailures: false, startingPosition: 'LATEST' },
      },
      {
        ...{ tableEndpoint: 'http://127.0.0.1:9', checkpointFile: join(bundles.dir, 'x.json') },
        ...{ invoke: () => Promise.reject(new Error('never')), report: (problem) => problems.push(problem) },
      },
    );
    source.start();
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(problems).toEqual([expect.stringContaining(tableName)]);
  });
});
