import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DiscussionTableAudit } from '../../functions/rebuild-feeds/adapters/table-audit.ts';
import { DiscussionUnderTest } from '../functions/comments/discussion-under-test.ts';
import { histories } from './acts.ts';
import { checkDiscussion } from './discussion-check.ts';
import { DiscussionRun } from './discussion-run.ts';

const api = new DiscussionUnderTest();
const forgotten: string[] = [];

beforeAll(async () => {
  await api.create();
});

describe('the discussion of an article', () => {
  it('is exact after any interleaving of what readers, moderators and the rebuild do, of retries, lost answers and ended processes', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1 }), async (history, seed) => {
        const run = new DiscussionRun(api, await api.article(), seed);
        await run.play(history);
        await run.settle();
        await checkDiscussion(run);
        forgotten.push(...run.forgotten);
      }),
      // Shrinking would outlast the test's time; the seed is printed.
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);

  it('has nothing left of whom it was to forget, and no place that no comment asks for', async () => {
    const table = await everything();
    expect(forgotten.length).toBeGreaterThan(0);
    for (const word of forgotten) expect(table.filter((item) => item.includes(word))).toEqual([]);

    const audit = new DiscussionTableAudit(api.discussion, () => Promise.resolve());
    for (let next: string | undefined, goesOn = true; goesOn; goesOn = next !== undefined) {
      const part = await audit.part(next);
      expect(part).toMatchObject({ strange: 0, places: { count: 0 } });
      next = part.next;
    }
  });
});

/** Every item of the discussion, as text. */
async function everything(): Promise<string[]> {
  const items: string[] = [];
  let page = await api.discussion.scan({});
  for (; page.next; page = await api.discussion.scan({ startKey: page.next })) items.push(...page.items.map(said));
  return [...items, ...page.items.map(said)];
}

const said = (item: object): string => JSON.stringify(item);
