import type { RebuildAnswer, RebuildRequest } from '../../../events/rebuild-feeds.ts';
import { DiscussionAudit } from '../../../functions/rebuild-feeds/adapters/discussion-audit.ts';
import { MembershipTable } from '../../../functions/rebuild-feeds/adapters/membership-table.ts';
import { DiscussionTableAudit } from '../../../functions/rebuild-feeds/adapters/table-audit.ts';
import { rebuild } from '../../../functions/rebuild-feeds/rebuild.ts';
import { Publisher } from '../../../shared/publisher.ts';
import { HistoryTable } from '../../../shared/store/history-table.ts';
import { PersonalDataTable } from '../../../shared/store/personal-data-table.ts';
import { UnauditedNotes } from '../../../shared/store/unaudited.ts';
import { UnderwayTable } from '../../../shared/store/underway-table.ts';
import type { Desk } from '../publish/desk.ts';

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

/** A rebuild as a process of its own would do it. The requests of the publisher and of its stores are recorded. */
export function rebuildOf(
  desk: Desk,
  request: Partial<RebuildRequest> = {},
  isOver = () => false,
): Promise<RebuildAnswer> {
  const stores = desk.stores(true);
  const noPause = () => Promise.resolve();
  const deps = {
    ...stores,
    memberships: new MembershipTable(desk.table, stores.feeds),
    changes: new UnauditedNotes(desk.discussion),
    audit: new DiscussionAudit(desk.discussion, noPause),
    tableAudit: new DiscussionTableAudit(desk.discussion, noPause),
    histories: new HistoryTable(desk.discussion),
    underway: new UnderwayTable(desk.discussion),
    person: new PersonalDataTable(desk.discussion, desk.table),
    publisher: new Publisher(stores),
    logger: SILENT,
    isOver,
  };
  return rebuild({ full: false, ...request }, deps);
}
