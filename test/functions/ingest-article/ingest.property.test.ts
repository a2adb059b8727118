import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ingest } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

type Step = { key: string; act: 'good' | 'bad' | 'delete'; documentVersion?: number; text: number };

const step = (keys: string[]): fc.Arbitrary<Step> =>
  fc.record(
    {
      key: fc.constantFrom(...keys),
      act: fc.constantFrom('good', 'good', 'good', 'bad', 'delete'),
      documentVersion: fc.integer({ min: 1, max: 3 }),
      text: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['key', 'act', 'text'] },
  );

/** The events of a history, and the newsroom that still has all its objects. */
function happen(steps: Step[], guid: string | undefined) {
  const newsroom = new FakeNewsroom();
  const bucket = new FakeBucket(newsroom);
  for (const { key, act, documentVersion, text } of steps) {
    if (act === 'delete') bucket.remove(key);
    else if (act === 'bad') bucket.put(key, 'no document');
    else bucket.put(key, JSON.stringify({ headline: `Text ${text}`, guid, documentVersion }));
  }
  return { newsroom, events: bucket.events };
}

async function outcomeOf(steps: Step[], guid: string | undefined, order = (events: ObjectEvent[]) => events) {
  const { newsroom, events } = happen(steps, guid);
  for (const event of order(events)) await ingest(event, newsroom.deps(parseFields));
  return newsroom.view();
}

const shuffled = (seed: number[]) => (events: ObjectEvent[]) => {
  const twice = events.flatMap((event, i) => ((seed[i % seed.length] ?? 0) % 2 ? [event, event] : [event]));
  return twice
    .map((event, i) => ({ event, at: seed[i % seed.length] ?? 0, i }))
    .sort((a, b) => a.at - b.at || b.i - a.i)
    .map(({ event }) => event);
};

describe('order and duplicates do not matter (invariant 2)', () => {
  const seeds = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });

  test('for the events of one key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(['a.txt']), { maxLength: 8 }), seeds, async (steps, seed) => {
        expect(await outcomeOf(steps, undefined, shuffled(seed))).toEqual(await outcomeOf(steps, undefined));
      }),
      { numRuns: 400 },
    );
  });

  test('for several keys of one identity', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(['a.txt', 'b.txt', 'c.txt']), { maxLength: 9 }), seeds, async (steps, seed) => {
        expect(await outcomeOf(steps, 'urn:g', shuffled(seed))).toEqual(await outcomeOf(steps, 'urn:g'));
      }),
      { numRuns: 600 },
    );
  });

  test('for two events at a time, each seeing what the other left half done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(['a.txt', 'b.txt']), { maxLength: 8 }), seeds, async (steps, seed) => {
        const { newsroom, events } = happen(steps, 'urn:g');
        const order = shuffled(seed)(events);
        newsroom.beforeCommit = async () => {
          newsroom.beforeCommit = () => Promise.resolve();
          const event = order.pop();
          if (event) await ingest(event, newsroom.deps(parseFields));
        };
        for (let event = order.shift(); event; event = order.shift()) await ingest(event, newsroom.deps(parseFields));
        expect(newsroom.view()).toEqual(await outcomeOf(steps, 'urn:g'));
      }),
      { numRuns: 300 },
    );
  });
});
