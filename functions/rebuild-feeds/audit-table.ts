import { convergeDiscussion, type DiscussionDeps } from '../../shared/comment/discussion-target.ts';
import type { Objects } from '../../shared/feed/converge.ts';
import type { Log } from '../../shared/log.ts';
import { tellDrift } from './drift.ts';
import type { Report, TableAudit } from './ports.ts';

interface Deps extends DiscussionDeps {
  objects: Objects;
  tableAudit: TableAudit;
  logger: Log;
  isOver: () => boolean;
}

/** How many items of the table the hourly rebuild goes through, whatever there are. */
const ITEMS_AN_HOUR = 10_000;

/** Audits the whole discussion table. Answers the comment after which it stopped, undefined at the end. */
export async function auditTable(after: string | undefined, report: Report, deps: Deps): Promise<string | undefined> {
  let next = after;
  for (;;) {
    ({ next } = await auditPart(next, report, deps));
    if (next === undefined || deps.isOver()) return next;
  }
}

/** Audits as much of it as an hour has, from where the last time has stopped, so that in the end nothing is left out. */
export async function auditSlice(_after: string | undefined, report: Report, deps: Deps): Promise<undefined> {
  let next = await deps.tableAudit.position();
  for (let items = 0; items < ITEMS_AN_HOUR; ) {
    const part = await auditPart(next, report, deps);
    next = part.next;
    await deps.tableAudit.savePosition(next);
    items += part.items;
    if (next === undefined || deps.isOver()) return;
  }
}

async function auditPart(after: string | undefined, report: Report, deps: Deps) {
  const { items, drift, articleIds, next } = await deps.tableAudit.part(after);
  tellDrift(drift, { after, articleIds: articleIds.slice(0, 10) }, deps.logger);
  for (const articleId of articleIds) await report(articleId, () => convergeDiscussion(articleId, deps));
  return { items, next };
}
