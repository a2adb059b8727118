import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
import type { Feeds, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 16;

/**
 * Makes the page of every visible article right, along the feed of all, oldest first: what arrives meanwhile comes at the
 * end. Answers the sort key where it stopped, undefined at the end. An article costs HEAD, GetItem and GET.
 */
export async function rebuildPages(
  after: string | undefined,
  report: Report,
  deps: { publisher: Publisher; feeds: Feeds; isOver: () => boolean },
): Promise<string | undefined> {
  await deps.publisher.seeToScript();
  const entries = deps.feeds.allEntries('all', after);
  const { items, stoppedAt } = untilOver(entries, ({ sk }) => sk, deps.isOver);
  await inParallel(items, WIDTH, ({ entry }) => report(entry.id, () => deps.publisher.convergePage(entry.id)));
  return stoppedAt();
}
