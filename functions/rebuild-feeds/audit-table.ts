import { convergeDiscussion } from '../../shared/comment/discussion-target.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { type AuditDeps, auditDiscussion } from './audit-discussion.ts';
import { NO_DRIFT, tellDrift } from './drift.ts';
import type { Report, TableAudit } from './ports.ts';

interface Deps extends AuditDeps {
  tableAudit: TableAudit;
  isOver: () => boolean;
}

const WIDTH = 4;

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

/** First the places, since numbers are counted along them. */
async function auditPart(after: string | undefined, report: Report, deps: Deps) {
  const { logger } = deps;
  const { items, strange, places, discussions, next } = await deps.tableAudit.part(after);
  if (strange > 0) logger.warn('items passed over', { after, strange });
  tellDrift({ ...NO_DRIFT, places: places.count }, { after, articleIds: places.articleIds.slice(0, 10) }, logger);
  await inParallel(places.articleIds, WIDTH, (articleId) =>
    report(articleId, () => convergeDiscussion(articleId, deps)),
  );
  await inParallel(discussions, WIDTH, (each) => report(each.articleId, () => auditDiscussion(each, deps)));
  return { items, next };
}
