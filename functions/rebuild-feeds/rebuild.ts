import type { RebuildAnswer, RebuildRequest } from '../../events/rebuild-feeds.ts';
import type { DiscussionDeps } from '../../shared/comment/discussion-target.ts';
import type { Bounds } from '../../shared/feed/archive/bounds.ts';
import type { Objects } from '../../shared/feed/converge.ts';
import type { Log } from '../../shared/log.ts';
import type { Histories } from '../../shared/person/history-move.ts';
import type { Erasures } from '../../shared/person/ports.ts';
import type { Publisher } from '../../shared/publisher.ts';
import { NEWS_SITEMAP } from '../../shared/sitemap/news-sitemap.ts';
import { auditChanges } from './audit-changes.ts';
import { auditSlice, auditTable } from './audit-table.ts';
import { continueErasures } from './continue-erasures.ts';
import { continueUnderway } from './continue-underway.ts';
import type {
  Articles,
  Changes,
  DiscussionAudit,
  Feeds,
  Memberships,
  PublicListing,
  Report,
  TableAudit,
  Tally,
  UnderwayList,
} from './ports.ts';
import { type Position, parseCursor, type Stage, stagesOf } from './position.ts';
import { rebuildArchives } from './rebuild-archives.ts';
import { rebuildDiscussions } from './rebuild-discussions.ts';
import { rebuildFeeds } from './rebuild-feeds.ts';
import { rebuildMemberships } from './rebuild-memberships.ts';
import { rebuildPages } from './rebuild-pages.ts';
import { removeArchives } from './remove-archives.ts';
import { removeMedia } from './remove-media.ts';
import { removePages } from './remove-pages.ts';

export interface Deps extends DiscussionDeps {
  bounds: Bounds;
  publisher: Publisher;
  objects: PublicListing & Objects;
  feeds: Feeds;
  articles: Articles & DiscussionDeps['articles'];
  memberships: Memberships;
  changes: Changes;
  audit: DiscussionAudit;
  tableAudit: TableAudit;
  person: Erasures;
  histories: Histories;
  underway: UnderwayList;
  logger: Log;
  /** Whether it is time to stop at a cursor. */
  isOver: () => boolean;
}

const WORK: Record<Stage, (after: string | undefined, report: Report, deps: Deps) => Promise<string | undefined>> = {
  underway: continueUnderway,
  erasures: continueErasures,
  memberships: rebuildMemberships,
  feeds: rebuildFeeds,
  archives: rebuildArchives,
  'stale-archives': removeArchives,
  pages: rebuildPages,
  'stale-pages': removePages,
  'stale-media': removeMedia,
  audit: auditTable,
  news: rebuildNews,
  'audit-of-changes': auditChanges,
  'audit-of-a-slice': auditSlice,
  discussions: rebuildDiscussions,
};

/** In which of an answer's sums the work of a stage counts. */
const TALLY_OF: Record<Stage, keyof Tallies> = {
  underway: 'discussions',
  erasures: 'discussions',
  memberships: 'memberships',
  feeds: 'feeds',
  archives: 'feeds',
  'stale-archives': 'feeds',
  pages: 'pages',
  'stale-pages': 'pages',
  'stale-media': 'pages',
  audit: 'discussions',
  news: 'feeds',
  'audit-of-changes': 'discussions',
  'audit-of-a-slice': 'discussions',
  discussions: 'discussions',
};

type Tallies = Pick<RebuildAnswer, 'memberships' | 'feeds' | 'pages' | 'discussions'>;

/**
 * First goes on with what is under way on what people have posted, and with erasures that a restore has undone. Then it makes the public bucket
 * what the tables say: the feeds, and with `full` their archives, the pages and the discussions, first those that should be there and then
 * those that should not; before all that, with `full`, articles come into the feeds they belong to. What is right already is only looked
 * at. Memory does not grow with the articles.
 */
export async function rebuild(request: RebuildRequest, deps: Deps): Promise<RebuildAnswer> {
  const tallies: Record<keyof Tallies, Tally> = {
    memberships: newTally(),
    feeds: newTally(),
    pages: newTally(),
    discussions: newTally(),
  };
  const { cursor } = request;
  const stages = stagesOf(request);
  let position: Position | undefined = cursor === undefined ? beginOf(stages[0]) : parseCursor(cursor);
  while (position) {
    const { stage, after }: Position = position;
    const report = reportTo(tallies[TALLY_OF[stage]], deps.logger);
    const stoppedAt: string | undefined = await WORK[stage](after, report, deps);
    if (stoppedAt !== undefined) return { done: false, cursor: `${stage}:${stoppedAt}`, ...tallies };
    position = stages.includes(stage) ? beginOf(stages[stages.indexOf(stage) + 1]) : undefined;
  }
  return { done: true, ...tallies };
}

async function rebuildNews(_after: string | undefined, report: Report, { publisher }: Deps): Promise<undefined> {
  await report(NEWS_SITEMAP, () => publisher.convergeSiteFile(NEWS_SITEMAP));
}

const newTally = (): Tally => ({ checked: 0, written: [], deleted: [], failed: [] });

const beginOf = (stage: Stage | undefined): Position | undefined => stage && { stage, after: undefined };

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
