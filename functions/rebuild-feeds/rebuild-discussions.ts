import { convergeDiscussion, type DiscussionDeps } from '../../shared/comment/discussion-target.ts';
import type { Objects } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Feeds, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 16;

interface Deps extends DiscussionDeps {
  objects: Objects;
  feeds: Feeds;
  isOver: () => boolean;
}

/**
 * Makes the snapshot and the comment feeds of every visible article right, along the feed of all, oldest first; the lists and numbers that
 * they are made from were audited before. Answers the sort key where it stopped, undefined at the end.
 */
export async function rebuildDiscussions(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const entries = deps.feeds.allEntries('all', after);
  const { items, stoppedAt } = untilOver(entries, ({ sk }) => sk, deps.isOver);
  await inParallel(items, WIDTH, ({ entry }) => report(entry.id, () => convergeDiscussion(entry.id, deps)));
  return stoppedAt();
}
