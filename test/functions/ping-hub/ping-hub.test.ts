import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pingHub } from '../../../functions/ping-hub/ping-hub.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A hub that refuses requests which name this topic. */
function fakeHub(refuses?: string) {
  const told: string[][] = [];
  const publish = (topics: readonly string[]) => {
    told.push([...topics]);
    return refuses !== undefined && topics.includes(refuses) ? Promise.reject(new Error('no')) : Promise.resolve();
  };
  return { told, publish };
}

const topic = (n: number) => `https://news.example/feeds/tag/t${n}/rss.xml`;

const batch = (...topics: string[][]) => ({
  Records: topics.map((each, i) => ({ messageId: `m${i}`, body: JSON.stringify({ type: 'ping-hub', topics: each }) })),
});

describe('a batch of the hub queue', () => {
  it('names each topic once', async () => {
    const hub = fakeHub();
    const event = batch([topic(1), topic(2)], [topic(2)], [topic(1), topic(3)]);
    expect(await pingHub(event, { hub, log })).toEqual({ batchItemFailures: [] });
    expect(hub.told).toEqual([[topic(1), topic(2), topic(3)]]);
  });

  it('names fifty in a request, and gives back the messages of those that the hub has not taken', async () => {
    const hub = fakeHub(topic(70));
    const event = batch(...Array.from({ length: 100 }, (_, n) => [topic(n)]));
    const { batchItemFailures } = await pingHub(event, { hub, log });
    expect(hub.told.map((each) => each.length)).toEqual([50, 50]);
    const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    expect(failed).toEqual(Array.from({ length: 50 }, (_, n) => `m${n + 50}`));
  });

  it('gives back what is no message of ours, and does the rest', async () => {
    const hub = fakeHub();
    const sample = readFileSync('events/samples/ping-hub.json', 'utf8');
    const bodies = ['{', '{"type":"other"}', '{"type":"ping-hub","topics":[]}', sample];
    const Records = bodies.map((body, i) => ({ messageId: `m${i}`, body }));
    const { batchItemFailures } = await pingHub({ Records }, { hub, log });
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m0', 'm1', 'm2']);
    expect(hub.told).toHaveLength(1);
  });
});
