import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ingest } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import type { EditorsOp } from '../../../shared/article/editors-act.ts';
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
  for (const each of steps) put(bucket, each, guid);
  return { newsroom, events: bucket.events };
}

function put(bucket: FakeBucket, { key, act, documentVersion, text }: Step, guid: string | undefined): ObjectEvent {
  if (act === 'delete') return bucket.remove(key);
  if (act === 'bad') return bucket.put(key, 'no document');
  return bucket.put(key, JSON.stringify({ headline: `Text ${text}`, guid, documentVersion }));
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

/** What happens to one article: uploads and deletes of its keys, and what editors do to it meanwhile. */
type Happening = { step: Step; delay: number; twiceAfter?: number } | { op: EditorsOp };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        step: step(['a.txt', 'b.txt']),
        delay: fc.integer({ min: 0, max: 6 }),
        twiceAfter: fc.integer({ min: 0, max: 9 }),
      },
      { requiredKeys: ['step', 'delay'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('unpublish', 'unpublish', 'republish', 'correct') }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('unpublish', 'republish', 'kill', 'takedown') }) },
);

const GUID = 'urn:g';
const ID = articleIdOf({ scheme: 'guid', value: GUID });

/**
 * Plays happenings, one a second, and lets each event come as late as it says, some of them twice. With `racing`, every act and
 * every event finds that another event was committed between its read and its own commit.
 */
async function play(happenings: Happening[], newsroom: FakeNewsroom, acts: Acts, racing: boolean) {
  const bucket = new FakeBucket(newsroom);
  const arrivals = happenings.flatMap((each, i): { at: number; event?: ObjectEvent; op?: EditorsOp }[] => {
    if ('op' in each) {
      bucket.skip();
      return [{ at: i, op: each.op }];
    }
    const event = put(bucket, each.step, GUID);
    const at = i + each.delay;
    return [{ at, event }, ...(each.twiceAfter === undefined ? [] : [{ at: at + each.twiceAfter, event }])];
  });
  const queue = arrivals.sort((a, b) => a.at - b.at);
  const take = async (arrival: (typeof queue)[number]) => {
    newsroom.now = new Date(bucket.timeOf(arrival.at));
    if (arrival.event) await ingest(arrival.event, acts.deps);
    else if (arrival.op) await acts.act(arrival.op);
  };
  if (racing) {
    newsroom.beforeCommit = async () => {
      newsroom.beforeCommit = () => Promise.resolve();
      const next = queue[0]?.event ? queue.shift() : undefined;
      if (next?.event) await ingest(next.event, acts.deps);
    };
  }
  for (let arrival = queue.shift(); arrival; arrival = queue.shift()) await take(arrival);
  return bucket.events;
}

interface Acts {
  deps: ReturnType<FakeNewsroom['deps']>;
  act(op: EditorsOp): Promise<void>;
}

/** What must be visible in the end: the content that uploads alone would leave, unless an editor's word stands against it. */
async function expected(
  events: ObjectEvent[],
  done: { op: EditorsOp; at: string }[],
  objects: FakeNewsroom['objects'],
) {
  const plain = new FakeNewsroom();
  for (const [name, object] of objects) plain.objects.set(name, object);
  for (const event of events) await ingest(event, plain.deps(parseFields));
  const article = plain.articles.get(ID);
  if (!article?.visible || done.some(({ op }) => op === 'kill' || op === 'takedown')) return undefined;
  const hold = done.findLast(({ op }) => op === 'unpublish' || op === 'republish');
  const spoken = events.find((event) => event.versionId === article.source.versionId);
  const isHeld = hold?.op === 'unpublish' && spoken !== undefined && spoken.at <= hold.at;
  return isHeld ? undefined : article.headline;
}

describe('editors’ acts amid uploads (invariant 3)', () => {
  test('the words that stand, said by an upload from before the act, are taken back with it', async () => {
    const newsroom = new FakeNewsroom();
    const bucket = new FakeBucket(newsroom);
    const deps = newsroom.deps(parseFields);
    const say = (key: string, documentVersion: number) =>
      bucket.put(key, JSON.stringify({ headline: 'The same', guid: GUID, documentVersion }));
    const [first, late] = [say('a.txt', 1), say('b.txt', 3)];
    await ingest(first, deps);
    newsroom.now = new Date(bucket.timeOf(2));
    bucket.skip();
    await newsroom.act(ID, { op: 'unpublish' });
    await ingest(say('a.txt', 1), deps);
    expect(newsroom.articles.get(ID)?.visible).toBe(true);
    await ingest(late, deps);
    expect(newsroom.articles.get(ID)?.visible).toBe(false);
    expect(newsroom.versions.get(`b.txt@${late.versionId}`)).toMatchObject({
      outcome: 'withdrawn',
      reason: { code: 'unpublished' },
    });
  });

  test.each([false, true])('the final visibility is right, racing: %s', async (racing) => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
        const newsroom = new FakeNewsroom();
        const done: { op: EditorsOp; at: string }[] = [];
        const act = async (op: EditorsOp) => {
          const acted = await newsroom.act(ID, { op, correctionNote: 'Corrected.' });
          if (acted && !('refused' in acted)) done.push({ op, at: newsroom.now.toISOString() });
        };
        const events = await play(happenings, newsroom, { deps: newsroom.deps(parseFields), act }, racing);
        const shown = newsroom.articles.get(ID);
        const headline = await expected(events, done, newsroom.objects);
        expect(shown?.visible ? shown.headline : undefined).toBe(headline);
        const entered = [...newsroom.entries].filter(([, ids]) => ids.has(ID)).map(([feed]) => feed);
        expect(entered.sort()).toEqual(headline === undefined ? [] : ['all', 'language/en', 'section/news']);
      }),
      { numRuns: 1500 },
    );
  });
});
