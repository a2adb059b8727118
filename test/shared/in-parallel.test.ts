import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inParallel } from '../../shared/in-parallel.ts';

it('works on so many at a time, takes no more than it works on, and answers in order', async () => {
  let running = 0;
  let most = 0;
  let taken = 0;
  async function* items() {
    for (let i = 0; i < 20; i++) {
      taken++;
      yield await Promise.resolve(i);
    }
  }
  const results = await inParallel(items(), 3, async (i) => {
    most = Math.max(most, ++running);
    expect(taken).toBeLessThanOrEqual(i + 4);
    for (let turns = (i * 7) % 5; turns >= 0; turns--) await turn();
    running--;
    return i * 2;
  });
  expect(results).toEqual(Array.from({ length: 20 }, (_, i) => i * 2));
  expect(most).toBe(3);
});

it('takes nothing more after an error', async () => {
  const started: number[] = [];
  const failing = inParallel([0, 1, 2, 3, 4, 5, 6, 7], 2, async (i) => {
    started.push(i);
    await turn();
    if (i === 1) throw new Error('one');
  });
  await expect(failing).rejects.toThrow('one');
  await turn();
  await turn();
  expect(started.length).toBeLessThanOrEqual(4);
});
