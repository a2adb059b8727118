import { convergeDiscussion, type DiscussionDeps } from '../../shared/comment/discussion-target.ts';
import { DRIFT } from '../../shared/comment/drift.ts';
import type { Objects } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import type { CounterAudit, Feeds, Report, ShownComments } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 16;

interface Deps extends DiscussionDeps {
  objects: Objects;
  feeds: Feeds;
  shown: ShownComments;
  audit: CounterAudit;
  logger: Log;
  isOver: () => boolean;
}

/**
 * Makes the snapshot and the comment feeds of every visible article right, and before that the list that they are made from and its numbers,
 * along the feed of all, oldest first. Answers the sort key where it stopped, undefined at the end.
 */
export async function rebuildDiscussions(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const entries = deps.feeds.allEntries('all', after);
  const { items, stoppedAt } = untilOver(entries, ({ sk }) => sk, deps.isOver);
  await inParallel(items, WIDTH, ({ entry }) =>
    report(entry.id, async () => {
      await deps.shown.mend(entry.id);
      const drift = await deps.audit.mend(entry.id);
      if (drift.counters + drift.replyCounts > 0) deps.logger.error(DRIFT, { articleId: entry.id, ...drift });
      return await convergeDiscussion(entry.id, deps);
    }),
  );
  return stoppedAt();
}
