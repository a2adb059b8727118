import { continueErasure } from '../../shared/person/erase-person.ts';
import type { Erasures } from '../../shared/person/ports.ts';
import type { Clock } from '../../shared/time.ts';
import type { Report } from './ports.ts';
import { untilOver } from './position.ts';

/** What is done of one erasure before it is asked whether it is time to stop. */
const PAGES = 20;

/**
 * Goes on with every erasure that has not come to its end, and does again those that the discussion knows nothing of, as after it was brought
 * back to an earlier time. Oldest first; answers the sort key where it stopped, undefined at the end. One read an erasure where all is
 * right.
 */
export async function continueErasures(
  after: string | undefined,
  report: Report,
  { person, clock, isOver }: { person: Erasures; clock: Clock; isOver: () => boolean },
): Promise<string | undefined> {
  const { items, stoppedAt } = untilOver(person.listed(after), ({ sk }) => sk, isOver);
  for await (const listed of items) {
    await report(listed.id, async () => {
      await continueErasure(listed, person, clock(), PAGES);
      return { written: [], deleted: [] };
    });
  }
  return stoppedAt();
}
