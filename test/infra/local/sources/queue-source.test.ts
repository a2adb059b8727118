import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ObjectStore, startObjectStore } from '../../../../infra/local/engines/object-store.ts';
import { QueueSource } from '../../../../infra/local/sources/queue-source.ts';
import type { QueueSourceSpec } from '../../../../infra/local/specs.ts';
import { Bundles } from '../bundles.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:upload';
const deadLetterQueueArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
const event = z.object({ Records: z.array(z.looseObject({ messageId: z.string(), body: z.string() })) });

let bundles: Bundles;
let store: ObjectStore;
let source: QueueSource;

beforeEach(async () => {
  bundles = new Bundles();
  store = await startObjectStore();
  store.ensureQueue({ name: 'dead', arn: deadLetterQueueArn, visibilityTimeoutSeconds: 30 });
  store.ensureQueue({
    ...{ name: 'upload', arn: queueArn, visibilityTimeoutSeconds: 1 },
    redrive: { deadLetterQueueArn, maxReceiveCount: 2 },
  });
});
afterEach(async () => {
  await source.stop(1000);
  await bundles.remove();
  await store.stop();
});

const send = (...bodies: string[]) => {
  for (const body of bodies) store.queue(queueArn).send(body);
};

function start(body = '', more: Partial<QueueSourceSpec> = {}, concurrency = 1) {
  const functions = bundles.run([bundles.write('ingest', bundles.recorder('ingest', body), { concurrency })]);
  const spec = { functionName: 'ingest', queueArn, batchSize: 10, batchingWindowSeconds: 0, filters: [], ...more };
  source = new QueueSource(
    { reportBatchItemFailures: false, ...spec },
    { queue: store.queue(queueArn), concurrency, invoke: functions.invoke.bind(functions) },
  );
  source.start();
}

/** The bodies of each batch that the function was given. */
const batches = () => bundles.calls('ingest').map((call) => event.parse(call).Records.map((record) => record.body));

const waiting = async () => {
  const [url] = [`${store.endpoint}/_fauxqs/queues/upload`];
  const answer: unknown = await (await fetch(url ?? '')).json();
  const { messages } = z
    .object({ messages: z.object({ ready: z.array(z.unknown()), inflight: z.array(z.unknown()) }) })
    .parse(answer);
  return messages.ready.length + messages.inflight.length;
};

describe('a queue source', () => {
  it('gives messages in batches as SQS events, at once, and deletes them', async () => {
    start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    send('one', 'two', 'three');
    await expect.poll(() => batches().flat().sort(), { timeout: 2000, interval: 20 }).toEqual(['one', 'three', 'two']);
    const [record] = event.parse(bundles.calls('ingest')[0]).Records;
    expect(record).toMatchObject({
      body: 'one',
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      md5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
    });
    await expect.poll(waiting).toBe(0);
  });

  it('lets what failed come back after the visibility time-out, then sends it to the dead-letter queue', async () => {
    send('bad');
    start(`throw new Error('no');`);
    await expect.poll(() => batches().length, { timeout: 6000 }).toBe(2);
    await expect
      .poll(
        () =>
          store
            .queue(deadLetterQueueArn)
            .receive(10)
            .map((m) => m.body),
        { timeout: 6000 },
      )
      .toEqual(['bad']);
    expect(batches()).toEqual([['bad'], ['bad']]);
  });

  it('keeps only the messages that are reported as failed', async () => {
    send('good', 'bad', 'fine');
    start(
      `return { batchItemFailures: event.Records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) };`,
      { reportBatchItemFailures: true },
    );
    await expect.poll(() => batches().length, { timeout: 6000 }).toBe(2);
    expect(batches()).toEqual([['good', 'bad', 'fine'], ['bad']]);
  });

  it('takes an answer that names a message it was not given for a failure of all', async () => {
    send('a', 'b');
    start(`return { batchItemFailures: [{ itemIdentifier: 'somebody else' }] };`, { reportBatchItemFailures: true });
    await expect.poll(() => batches().flat().length, { timeout: 6000 }).toBe(4);
  });

  it('fills a batch for as long as its window lasts', async () => {
    store.ensureQueue({ name: 'upload', arn: queueArn, visibilityTimeoutSeconds: 10 });
    start('', { batchingWindowSeconds: 1 });
    send('one');
    setTimeout(() => send('two'), 300);
    await expect.poll(() => batches(), { timeout: 4000 }).toEqual([['one', 'two']]);
  });

  it('keeps to its batch size and concurrency', async () => {
    send(...Array.from({ length: 12 }, (_, i) => String(i)));
    start('await new Promise((resolve) => setTimeout(resolve, 50));', { batchSize: 4 }, 2);
    await expect.poll(() => batches().map((batch) => batch.length), { timeout: 4000 }).toEqual([4, 4, 4]);
    expect(new Set(batches().flat()).size).toBe(12);
  });

  it('gathers what arrives while a batch is in work to one batch, though it might take several at a time', async () => {
    start('await new Promise((resolve) => setTimeout(resolve, 150));', {}, 2);
    send('warm');
    await expect.poll(waiting, { timeout: 2000, interval: 10 }).toBe(0);
    send('one');
    await expect.poll(() => batches().length, { timeout: 2000, interval: 10 }).toBe(2);
    send('two');
    setTimeout(() => send('three'), 30);
    await expect.poll(() => batches(), { timeout: 2000 }).toEqual([['warm'], ['one'], ['two', 'three']]);
  });

  it('lets a batch that takes long hold up nothing', async () => {
    start(
      `if (event.Records.some((r) => r.body === 'slow')) await new Promise((resolve) => setTimeout(resolve, 2500));`,
      {},
      2,
    );
    send('slow');
    await expect.poll(() => batches().length, { timeout: 2000, interval: 10 }).toBe(1);
    send('quick');
    await expect.poll(() => batches(), { timeout: 2000 }).toEqual([['slow'], ['quick']]);
  });

  it('deletes what its filter does not let pass', async () => {
    send(JSON.stringify({ kind: 'skip' }), JSON.stringify({ kind: 'take' }), 'no JSON');
    start('', { filters: [{ body: { kind: ['take'] } }] });
    await expect.poll(() => batches(), { timeout: 2000 }).toEqual([['{"kind":"take"}']]);
    await expect.poll(waiting).toBe(0);
  });

  it('finishes what is in work when it stops, and takes nothing more', async () => {
    send('one');
    start(`await new Promise((resolve) => setTimeout(resolve, 400)); return {};`);
    await expect.poll(() => batches().length, { timeout: 2000 }).toBe(1);
    await source.stop(3000);
    send('two');
    expect(await waiting()).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(batches()).toEqual([['one']]);
  });
});
