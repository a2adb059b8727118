import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PACE_MS } from '../../../shared/comment/pace.ts';
import { FakeDiscussions } from './fake-discussions.ts';

const atOnce = () => Promise.resolve();

describe('a discussion', () => {
  it('is published at once after a while of quiet, and then once for all that was said in five seconds', async () => {
    const fake = new FakeDiscussions(atOnce);
    const begin = fake.now;
    await fake.change(1);
    await fake.receive();
    expect(fake.published).toBe('1');
    for (let state = 2; state <= 40; state++) {
      fake.now += 100;
      await fake.change(state);
      await fake.receive();
    }
    expect(fake.writes).toEqual([begin]);
    await untilQuiet(fake);
    expect(fake.published).toBe('40');
    expect(fake.writes.map((at) => at - begin)).toEqual([0, 5000]);
  });

  it('is not written where it says the same, and what is said next need not wait for that', async () => {
    const fake = new FakeDiscussions(atOnce);
    await fake.change(1);
    await fake.receive();
    fake.now += 60_000;
    await fake.change(1);
    await fake.receive();
    fake.now += 1000;
    await fake.change(2);
    await fake.receive();
    expect(fake.published).toBe('2');
    expect(fake.writes).toHaveLength(2);
  });

  it('that changes while it is written is published again five seconds later, and not before', async () => {
    let meddle = true;
    const fake: FakeDiscussions = new FakeDiscussions(async (what) => {
      if (what !== 'PUT snapshot ←' || !meddle) return;
      meddle = false;
      fake.state = 2;
      await Promise.resolve();
    });
    const begin = fake.now;
    await fake.change(1);
    await fake.receive();
    expect(fake.published).toBe('1');
    await untilQuiet(fake);
    expect(fake.published).toBe('2');
    expect(fake.writes.map((at) => at - begin)).toEqual([0, 5000]);
  });

  it('does not stay as a sleeper leaves it that ends in the midst of its writes', async () => {
    // The object says A; a publication of B sleeps before its PUT while the state returns to A and is published; it wakes,
    // writes B, since A's ETag is the one that it knew, and ends.
    const gate = Promise.withResolvers<void>();
    let isSleeper = false;
    let dies = false;
    const fake = new FakeDiscussions(async (what) => {
      if (isSleeper && what === 'PUT snapshot →') {
        isSleeper = false;
        dies = true;
        await gate.promise;
      } else if (dies && what === 'PUT snapshot ←') {
        dies = false;
        throw new Error('killed');
      }
    });
    await fake.change(1);
    await fake.receive();
    fake.now += PACE_MS;
    await fake.change(2);
    isSleeper = true;
    const sleeper = fake.receive();
    await new Promise((resolve) => setImmediate(resolve));
    fake.now += PACE_MS;
    await fake.change(1);
    await fake.receive();
    gate.resolve();
    await sleeper;
    expect(fake.published).toBe('2');
    await untilQuiet(fake);
    expect(fake.published).toBe('1');
  });
});

type Step =
  | { step: 'change'; state: number }
  | { step: 'like'; likes: number }
  | { step: 'receive' }
  | { step: 'duplicate' }
  | { step: 'pass'; ms: number };

const script = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ step: fc.constant('change' as const), state: fc.nat(3) }), weight: 3 },
    { arbitrary: fc.record({ step: fc.constant('like' as const), likes: fc.nat(3) }), weight: 2 },
    { arbitrary: fc.record({ step: fc.constant('receive' as const) }), weight: 4 },
    { arbitrary: fc.record({ step: fc.constant('duplicate' as const) }), weight: 1 },
    { arbitrary: fc.record({ step: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 7000 }) }), weight: 3 },
  ),
  { minLength: 3, maxLength: 25 },
);

describe('likes', () => {
  it('are rolled up before it is published, once for all of five seconds, though nothing else changes', async () => {
    const fake = new FakeDiscussions(atOnce);
    const begin = fake.now;
    for (let likes = 1; likes <= 40; likes++) {
      await fake.like(likes);
      await fake.receive();
      fake.now += 100;
    }
    await untilQuiet(fake);
    expect(fake.published).toBe('0 with 40 likes');
    expect(fake.rollUps.map((at) => at - begin)).toEqual([0, 5000]);
  });

  it('are rolled up no more often where what is published does not show them', async () => {
    const fake = new FakeDiscussions(atOnce);
    fake.showsLikes = false;
    const begin = fake.now;
    for (let likes = 1; likes <= 80; likes++) {
      await fake.like(likes);
      await fake.receive();
      fake.now += 100;
    }
    await untilQuiet(fake);
    expect(fake.rolledUp).toBe(80);
    expect(fake.rollUps.map((at) => at - begin)).toEqual([0, 5000, 10_000]);
  });

  it('that come between the sum and the removal of the note are rolled up by the next', async () => {
    let meddle = true;
    const fake: FakeDiscussions = new FakeDiscussions(async (what) => {
      if (what !== 'remove →' || !meddle) return;
      meddle = false;
      await fake.like(2);
    });
    await fake.like(1);
    await fake.receive();
    await untilQuiet(fake);
    expect([fake.rolledUp, fake.published]).toEqual([2, '0 with 2 likes']);
  });
});

describe('whatever happens', () => {
  it('once it is quiet the object says what was said last, though processes end at any request and race', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), script, fc.infiniteStream(fc.nat(11)), async (s, steps, fates) => {
        let calm = false;
        const fake = new FakeDiscussions(async (what) => {
          await s.schedule(Promise.resolve(), what);
          if (!calm && fates.next().value === 0) throw new Error('killed');
        });
        const running = steps.map(async (step, i) => {
          await s.schedule(Promise.resolve(), `step ${i}`);
          await act(fake, step);
        });
        await s.waitFor(Promise.all(running));
        calm = true;
        await s.waitFor(untilQuiet(fake));
        expect(fake.rolledUp).toBe(fake.likes);
        if (steps.some(({ step }) => step === 'change' || step === 'like')) expect(fake.published).toBe(fake.said);
      }),
      { numRuns: 300 },
    );
  });

  it('it is written, and likes are rolled up, at most once in five seconds', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.infiniteStream(fc.nat(11)), async (steps, fates) => {
        let calm = false;
        const fake = new FakeDiscussions(() =>
          !calm && fates.next().value === 0 ? Promise.reject(new Error('killed')) : Promise.resolve(),
        );
        // One after the other, so that the clock moves between requests and not within them.
        for (const step of steps) await act(fake, step);
        calm = true;
        await untilQuiet(fake);
        for (const times of [fake.writes, fake.rollUps]) {
          const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
          expect(gaps.filter((gap) => gap < PACE_MS)).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

async function act(fake: FakeDiscussions, step: Step): Promise<void> {
  if (step.step === 'change') await fake.change(step.state);
  else if (step.step === 'like') await fake.like(step.likes);
  else if (step.step === 'receive') await fake.receive();
  else if (step.step === 'duplicate') fake.duplicate();
  else fake.now += step.ms;
}

/** Lets time pass until nothing waits in the queue. */
async function untilQuiet(fake: FakeDiscussions): Promise<void> {
  for (let i = 0; i < 200 && !fake.isQuiet; i++) {
    fake.now = Math.max(fake.now, fake.next ?? 0);
    await fake.receive();
  }
  if (!fake.isQuiet) throw new Error('It does not come to rest');
}
