import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DomainEvent } from '../../../events/domain-event.ts';
import { EventBus } from '../../../functions/emit-events/adapters/event-bus.ts';
import { EventBuses } from '../../../infra/local/engines/event-buses.ts';
import { type ObjectStore, startObjectStore } from '../../../infra/local/engines/object-store.ts';
import { fakeLog } from './fake-bus.ts';

const sent = z.object({ Entries: z.array(z.looseObject({ Detail: z.string() })) });
const kept = z.object({
  'detail-type': z.string(),
  source: z.string(),
  time: z.string(),
  detail: z.object({ id: z.string() }),
});

/** How often the entry at this position of all that are sent is refused before it is taken. */
let refusals: Map<string, number>;
/** The ids in each request. */
let requests: string[][];
let delivered: z.infer<typeof kept>[];
let store: ObjectStore;
let client: EventBridgeClient;

const idOf = (detail: string) => z.object({ id: z.string() }).parse(JSON.parse(detail)).id;

beforeAll(async () => {
  const buses = new EventBuses([{ name: 'newsroom-events', rules: [] }], {
    keep: (line) => void delivered.push(kept.parse(JSON.parse(line))),
    deliver: () => {},
  });
  store = await startObjectStore({
    putEvents: (request) => {
      const { Entries } = sent.parse(request);
      requests.push(Entries.map(({ Detail }) => idOf(Detail)));
      const isRefused = ({ Detail }: { Detail: string }) => {
        const left = refusals.get(idOf(Detail)) ?? 0;
        refusals.set(idOf(Detail), left - 1);
        return left > 0;
      };
      // A bus that is not there refuses an entry as EventBridge does under load, in the midst of a request that succeeds.
      return buses.put({
        Entries: Entries.map((entry) => (isRefused(entry) ? { ...entry, EventBusName: 'none' } : entry)),
      });
    },
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new EventBridgeClient({ endpoint: store.endpoint, region: 'us-east-1', credentials });
});

afterAll(async () => {
  client.destroy();
  await store.stop();
});

beforeEach(() => {
  refusals = new Map();
  requests = [];
  delivered = [];
});

const event = (id: string, articleId = 'aaaaaaaaaaaaaaaa'): DomainEvent => ({
  type: 'Comment Posted',
  detail: {
    schemaVersion: 1,
    id,
    at: '2026-11-24T07:00:00.123Z',
    commentId: id,
    articleId,
    revision: 1,
    status: 'PENDING',
  },
});

const put = (...events: DomainEvent[]) => new EventBus(client, 'newsroom-events', fakeLog()).put(events);
const ids = (n: number) => Array.from({ length: n }, (_, i) => `e${i}`);

describe('putting events on an EventBridge bus', () => {
  it('sends ten at a time, in order, as the contract says', async () => {
    expect(await put(...ids(25).map((id) => event(id)))).toBeUndefined();
    expect(requests.map((each) => each.length)).toEqual([10, 10, 5]);
    expect(delivered.map(({ detail }) => detail.id)).toEqual(ids(25));
    expect(delivered[0]).toMatchObject({
      'detail-type': 'Comment Posted',
      source: 'newsroom',
      time: '2026-11-24T07:00:00Z',
    });
  });

  it('sends no more than 256 KB at a time', async () => {
    const long = 'a'.repeat(100 * 1024);
    expect(await put(...ids(5).map((id) => event(id, long)))).toBeUndefined();
    expect(requests.map((each) => each.length)).toEqual([2, 2, 1]);
  });

  it('tries again what was not taken, and only that', async () => {
    refusals = new Map([
      ['e1', 1],
      ['e3', 2],
    ]);
    expect(await put(...ids(5).map((id) => event(id)))).toBeUndefined();
    expect(requests).toEqual([ids(5), ['e1', 'e3'], ['e3']]);
    expect(delivered.map(({ detail }) => detail.id).sort()).toEqual(ids(5));
  });

  it('gives up where nothing helps, says where, and sends nothing after it', async () => {
    refusals = new Map([['e12', 100]]);
    expect(await put(...ids(25).map((id) => event(id)))).toBe(12);
    expect(requests.flat()).not.toContain('e20');
  });

  it('gives up where no bus answers', async () => {
    const nowhere = new EventBridgeClient({
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    expect(await new EventBus(nowhere, 'newsroom-events', fakeLog()).put([event('e0')])).toBe(0);
  });
});
