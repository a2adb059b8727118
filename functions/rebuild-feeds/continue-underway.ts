import { continueErasure } from '../../shared/person/erase-person.ts';
import type { Histories } from '../../shared/person/history-move.ts';
import { moveHistory } from '../../shared/person/move-history.ts';
import type { Erasures } from '../../shared/person/ports.ts';
import type { Progress, Underway } from '../../shared/person/underway.ts';
import type { Clock } from '../../shared/time.ts';
import type { Report, UnderwayList } from './ports.ts';
import { untilOver } from './position.ts';

/** What is done of one piece of work before it is asked whether it is time to stop. */
const PAGES = 20;

interface Deps {
  underway: UnderwayList;
  person: Erasures;
  histories: Histories;
  clock: Clock;
  isOver: () => boolean;
}

/**
 * Goes on with what is under way on what people have posted, erasures and histories to be hidden or shown, and takes off the list what has
 * settled. Answers the sort key where it stopped, undefined at the end. One query where there is nothing.
 */
export async function continueUnderway(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const { items, stoppedAt } = untilOver(deps.underway.all(after), ({ sk }) => sk, deps.isOver);
  for await (const entry of items) {
    await report(entry.id, async () => {
      let progress = await goOn(entry, deps);
      while (progress === 'goes-on' && !deps.isOver()) progress = await goOn(entry, deps);
      if (progress === 'settled') await deps.underway.remove(entry);
      return { written: [], deleted: [] };
    });
  }
  return stoppedAt();
}

const goOn = (entry: Underway, { person, histories, clock }: Deps): Promise<Progress> =>
  entry.kind === 'erasure'
    ? continueErasure(entry, person, clock(), PAGES)
    : moveHistory(entry.poster, histories, clock(), PAGES);
