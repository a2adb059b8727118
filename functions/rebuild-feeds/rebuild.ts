import type { RebuildAnswer, RebuildRequest } from '../../events/rebuild-feeds.ts';
import type { Log } from '../../shared/log.ts';
import type { Publisher } from '../../shared/publisher.ts';
import type { Articles, Feeds, PublicListing, Report, Tally } from './ports.ts';
import { type Position, parseCursor, STAGES, type Stage } from './position.ts';
import { rebuildFeeds } from './rebuild-feeds.ts';
import { rebuildPages } from './rebuild-pages.ts';
import { removeMedia } from './remove-media.ts';
import { removePages } from './remove-pages.ts';

export interface Deps {
  publisher: Publisher;
  objects: PublicListing;
  feeds: Feeds;
  articles: Articles;
  logger: Log;
  /** Whether it is time to stop at a cursor. */
  isOver: () => boolean;
}

const WORK: Record<Stage, (after: string | undefined, report: Report, deps: Deps) => Promise<string | undefined>> = {
  feeds: rebuildFeeds,
  pages: rebuildPages,
  'stale-pages': removePages,
  'stale-media': removeMedia,
};

/**
 * Makes the public bucket what the table says: the feeds, and with `full` the pages, first those that should be there and
 * then those that should not. What is right already is only looked at. Memory does not grow with the articles.
 */
export async function rebuild(request: RebuildRequest, deps: Deps): Promise<RebuildAnswer> {
  const feeds: Tally = { checked: 0, written: [], deleted: [], failed: [] };
  const pages: Tally = { checked: 0, written: [], deleted: [], failed: [] };
  let position: Position | undefined = parseCursor(request.cursor);
  while (position) {
    const { stage, after }: Position = position;
    const tally = stage === 'feeds' ? feeds : pages;
    const stoppedAt: string | undefined = await WORK[stage](after, reportTo(tally, deps.logger), deps);
    if (stoppedAt !== undefined) return { done: false, cursor: `${stage}:${stoppedAt}`, feeds, pages };
    position = next(stage, request.full);
  }
  return { done: true, feeds, pages };
}

function next(stage: Stage, full: boolean): Position | undefined {
  const following = full ? STAGES[STAGES.indexOf(stage) + 1] : undefined;
  return following && { stage: following, after: undefined };
}

/** One output that cannot be made right must not keep the others from it. */
const reportTo =
  (tally: Tally, logger: Log): Report =>
  async (id, work) => {
    try {
      const { written, deleted } = await work();
      tally.written.push(...written);
      tally.deleted.push(...deleted);
      if (written.length + deleted.length > 0) logger.info('repaired', { id, written, deleted });
    } catch (error) {
      tally.failed.push(id);
      logger.error('not repaired', { id, error });
    }
    tally.checked++;
  };
