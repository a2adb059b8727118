import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ingest } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import type { Deps } from '../../../functions/ingest-article/ports.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

/** One article of a message: what it is called, and its text, or none to be refused. */
type Article = { name: string; text?: number; documentVersion?: number };
type Act = { articles: Article[] } | { single: number } | 'bad' | 'delete';
type Step = { key: string; act: Act };

const NAMES = ['urn:a', 'urn:b', 'urn:c'];

const article = (name: string): fc.Arbitrary<Article> =>
  fc
    .record(
      { text: fc.integer({ min: 1, max: 3 }), documentVersion: fc.integer({ min: 1, max: 2 }) },
      { requiredKeys: [] },
    )
    .map((fields) => ({ name, ...fields }));

const articles = fc
  .subarray(NAMES, { minLength: 2 })
  .chain((names) => fc.tuple(...names.map(article)))
  .map((list): Act => ({ articles: list }));

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: articles },
  // Always the same article: a key stays with its first one, and which that is depends on what is read first.
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((single): Act => ({ single })) },
  { weight: 1, arbitrary: fc.constantFrom<Act>('bad', 'delete', 'delete') },
);

const steps = (keys: string[]) =>
  fc.array(fc.record({ key: fc.constantFrom(...keys), act }), { minLength: 1, maxLength: 7 });

const seeds = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });

const textOf = ({ name, text, documentVersion }: Article) =>
  text === undefined ? 'no document' : JSON.stringify({ guid: name, headline: `Text ${text}`, documentVersion });

function put(bucket: FakeBucket, { key, act }: Step): ObjectEvent {
  if (act === 'delete') return bucket.remove(key);
  if (act === 'bad') return bucket.put(key, 'no document');
  if ('single' in act) return bucket.put(key, textOf({ name: 'urn:a', text: act.single }));
  return bucket.put(key, JSON.stringify(act.articles.map((each) => [each.name, textOf(each)])));
}

function happen(history: Step[]) {
  const newsroom = new FakeNewsroom();
  const bucket = new FakeBucket(newsroom);
  for (const each of history) put(bucket, each);
  return { newsroom, events: bucket.events };
}

/** What must be there in the end: each event in its order, once, undisturbed. */
async function plainly(history: Step[]) {
  const { newsroom, events } = happen(history);
  for (const event of events) await ingest(event, newsroom.deps(parseFields));
  return newsroom;
}

const shuffled = (events: ObjectEvent[], seed: number[]) =>
  events
    .flatMap((event, i) => ((seed[i % seed.length] ?? 0) % 2 ? [event, event] : [event]))
    .map((event, i) => ({ event, at: seed[i % seed.length] ?? 0, i }))
    .sort((a, b) => a.at - b.at || b.i - a.i)
    .map(({ event }) => event);

/**
 * What the only key shows in the end: the articles that its newest version holds, each as the newest version has it that did not
 * refuse it. An article that was all of the object is no part of it.
 */
function expectedOf(history: Step[]): string[] {
  const shown = new Map<string, number>();
  for (const { act } of history) {
    if (act === 'bad') continue;
    const parts = act !== 'delete' && 'articles' in act ? act.articles : [];
    if (parts.length > 0 && parts.every(({ text }) => text === undefined)) continue;
    for (const name of shown.keys()) if (!parts.some((part) => part.name === name)) shown.delete(name);
    for (const { name, text } of parts) if (text !== undefined) shown.set(name, text);
    if (act !== 'delete' && 'single' in act) shown.set('all of it', act.single);
  }
  return [...shown.values()].map((text) => `Text ${text}`).sort();
}

describe('several articles in one object (invariants 1, 2 and 7)', () => {
  test('what is shown is what the newest version holds', async () => {
    await fc.assert(
      fc.asyncProperty(steps(['m.xml']), async (history) => {
        const { articles } = (await plainly(history)).view();
        expect(articles.map(({ headline }) => headline).sort()).toEqual(expectedOf(history));
      }),
      { numRuns: 500 },
    );
  });

  test.each([[['m.xml']], [['m.xml', 'n.xml']]])('order and duplicates do not matter: %s', async (keys) => {
    await fc.assert(
      fc.asyncProperty(steps(keys), seeds, async (history, seed) => {
        const { newsroom, events } = happen(history);
        for (const event of shuffled(events, seed)) await ingest(event, newsroom.deps(parseFields));
        expect(newsroom.view()).toEqual((await plainly(history)).view());
      }),
      { numRuns: 800 },
    );
  });

  test('nor does it that each sees what another left half done', async () => {
    await fc.assert(
      fc.asyncProperty(steps(['m.xml', 'n.xml']), seeds, fc.integer({ min: 1, max: 6 }), async (history, seed, nth) => {
        const { newsroom, events } = happen(history);
        const order = shuffled(events, seed);
        let commits = 0;
        newsroom.beforeCommit = async () => {
          const event = ++commits % nth === 0 ? order.pop() : undefined;
          if (event) await ingest(event, newsroom.deps(parseFields));
        };
        for (let event = order.shift(); event; event = order.shift()) await ingest(event, newsroom.deps(parseFields));
        expect(newsroom.view()).toEqual((await plainly(history)).view());
      }),
      { numRuns: 800 },
    );
  });

  test('nor a crash after any read or write, with the event coming back at once or after all others', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps(['m.xml']),
        seeds,
        fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (history, seed, calls, isLate) => {
          const { newsroom, events } = happen(history);
          const order = shuffled(events, seed);
          const lives = calls.values();
          for (let event = order.shift(); event; event = order.shift()) {
            const { value: left } = lives.next();
            try {
              await ingest(event, left === undefined ? newsroom.deps(parseFields) : mortal(newsroom, left));
            } catch (error) {
              if (!(error instanceof Crash)) throw error;
              order.splice(isLate ? order.length : 0, 0, event);
            }
          }
          expect(newsroom.view()).toEqual((await plainly(history)).view());
          expect([...newsroom.versions.values()].filter(({ sweeps }) => sweeps)).toEqual([]);
        },
      ),
      {
        numRuns: 1000,
        examples: [
          // The third is committed, and its process ends before it sweeps: what the second sweeps then must not hide from it what both older ones hold.
          [
            [
              { key: 'm.xml', act: { articles: [{ name: 'urn:b' }, { name: 'urn:c', text: 1 }] } },
              { key: 'm.xml', act: { articles: [{ name: 'urn:b' }, { name: 'urn:c', text: 1 }] } },
              { key: 'm.xml', act: { articles: [{ name: 'urn:a' }, { name: 'urn:b', text: 1 }] } },
            ],
            [15, 0, 0, 0],
            [0, 0, 7, 0, 9],
            true,
          ],
        ],
      },
    );
  });
});

class Crash extends Error {}

/** The newsroom of a process that ends after so many reads and writes. */
function mortal(newsroom: FakeNewsroom, calls: number): Deps {
  let left = calls;
  const engines = new Proxy(newsroom, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (left-- <= 0) throw new Crash();
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { ...newsroom.deps(parseFields), editorial: engines, contents: engines };
}
