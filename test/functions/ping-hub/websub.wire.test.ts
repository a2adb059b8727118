import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HttpHub } from '../../../functions/ping-hub/adapters/http-hub.ts';
import { pingHub } from '../../../functions/ping-hub/ping-hub.ts';
import { type ObjectStore, startObjectStore } from '../../../infra/local/engines/object-store.ts';
import { QueueSource } from '../../../infra/local/sources/queue-source.ts';
import { TOPIC_COPY_SECONDS } from '../../../shared/cache-control.ts';
import { Lru } from '../../../shared/lru.ts';
import { Publisher } from '../../../shared/publisher.ts';
import { HubQueue } from '../../../shared/store/hub-queue.ts';
import { startHub } from '../../hub.ts';
import { SITE } from '../../shared/feed/fixtures.ts';
import { Desk } from '../publish/desk.ts';

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const ID = 'aaaaaaaaaaaaaaaa';
const log = { info: () => {}, warn: () => {}, error: () => {} };
const urlOf = (file: string) => `${SITE.url}/feeds/${file}`;

let desk: Desk;
let store: ObjectStore;
let sqs: SQSClient;
let hub: Awaited<ReturnType<typeof startHub>>;
let statuses: number[];
let publisher: Publisher;
let source: QueueSource;
let queues = 0;

beforeAll(async () => {
  [desk, store] = await Promise.all([Desk.open(), startObjectStore()]);
  sqs = new SQSClient({
    endpoint: store.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  statuses = [];
  hub = await startHub({
    statuses,
    // As a reader of the bucket: what no CDN keeps back is there.
    get: async (topic) => (await desk.published()).get(new URL(topic).pathname.slice(1)) ?? 'nothing',
  });
});

afterAll(async () => {
  sqs.destroy();
  await Promise.all([hub.stop(), store.stop()]);
});

/** A queue with its reader of its own for each test, and a publisher that announces there. */
beforeEach(() => {
  hub.pings.length = 0;
  const name = `hub-${queues++}`;
  store.ensureQueue({ name, arn: arnOf(name), visibilityTimeoutSeconds: 3 });
  const site = { ...SITE, hub: hub.url };
  const queue = new HubQueue(sqs, `${store.endpoint}/000000000000/${name}`, log, 1);
  publisher = new Publisher({ ...desk.stores(), remembered: new Lru<string>(100), site, hub: queue });
  source = new QueueSource(
    {
      functionName: 'ping-hub',
      queueArn: arnOf(name),
      batchSize: 100,
      batchingWindowSeconds: 1,
      filters: [],
      reportBatchItemFailures: true,
    },
    {
      queue: store.queue(arnOf(name)),
      concurrency: 2,
      invoke: async (_, event) => {
        const answer = await pingHub(event, { hub: new HttpHub(hub.url), log });
        return { ok: true, payload: JSON.stringify(answer) };
      },
    },
  );
  source.start();
});

afterEach(() => source.stop(0));

const pings = async (count: number) => {
  await expect.poll(() => hub.pings.length, { timeout: 15_000 }).toBe(count);
  return hub.pings;
};

describe('a feed that has changed', () => {
  it('is told to the hub until it takes it, each time readable as it is now', async () => {
    statuses.push(503, 500);
    await desk.publish(ID, { headline: 'Told to subscribers' });
    await publisher.convergeFeed('all');
    const told = await pings(3);
    expect(told.map(({ status }) => status)).toEqual([503, 500, 202]);
    for (const { topics, contents } of told) {
      expect(topics.sort()).toEqual(['all/atom.xml', 'all/feed.json', 'all/rss.xml'].map(urlOf));
      for (const content of contents) {
        expect(content).toContain('Told to subscribers');
        expect(content).toContain(hub.url);
      }
    }
  });

  it('is told once for many changes in a moment, as the last has it', async () => {
    // However slow this machine is, the moment ends when all messages can be received.
    await source.stop(0);
    for (const n of [1, 2, 3, 4]) {
      await desk.publish(ID, { headline: `Change ${n}` }, `2026-11-20T08:0${n}:00.000Z`);
      await publisher.convergeFeed('all');
      await publisher.convergeFeed('changes');
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
    source.start();
    const [ping] = await pings(1);
    expect(ping?.topics.sort()).toEqual(
      ['all/atom.xml', 'all/feed.json', 'all/rss.xml', 'changes/atom.xml'].map(urlOf),
    );
    for (const content of ping?.contents ?? []) expect(content).toContain('Change 4');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(hub.pings).toHaveLength(1);
  });

  it('is not told when nothing of it has changed', async () => {
    await publisher.convergeFeed('all');
    await publisher.convergeFeed('all');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(hub.pings).toEqual([]);
  });

  /** The queue over a client that tells what it is to send, and fails as often as it is told. */
  function fakeQueue(failures = 0) {
    const sent: { DelaySeconds: number; MessageBody: string }[] = [];
    const client = new SQSClient({ region: 'us-east-1' });
    client.send = (command: object) => {
      if (failures-- > 0) return Promise.reject(new Error('not now'));
      sent.push(Reflect.get(command, 'input'));
      return Promise.resolve({});
    };
    return { sent, queue: new HubQueue(client, 'https://queue.example/hub', log) };
  }

  it('is right although the queue cannot be reached, and told with the next change', async () => {
    const { sent, queue } = fakeQueue(1);
    await queue.announce([urlOf('all/rss.xml')]);
    await queue.announce([urlOf('all/atom.xml')]);
    await queue.announce([]);
    const bodies = sent.map(({ MessageBody }): unknown => JSON.parse(MessageBody));
    expect(bodies).toEqual([{ type: 'ping-hub', topics: [urlOf('all/rss.xml'), urlOf('all/atom.xml')] }]);
  });

  it('is told when no copy of the CDN can be older: not of an edge that took one from a regional cache', async () => {
    const { sent, queue } = fakeQueue();
    await queue.announce([urlOf('all/rss.xml')]);
    expect(sent[0]?.DelaySeconds).toBeGreaterThanOrEqual(2 * TOPIC_COPY_SECONDS);
  });
});
