import { inParallel } from '../../shared/in-parallel.ts';
import { type AuditDeps, auditDiscussion } from './audit-discussion.ts';
import type { Changes, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 4;

interface Deps extends AuditDeps {
  changes: Changes;
  isOver: () => boolean;
}

/**
 * Audits the discussions that have changed since they were audited last, those of withdrawn articles too, and the likes of comments whose
 * likes have. What it does not come to stays noted. So it costs what has changed, and not what there is.
 */
export async function auditChanges(_after: string | undefined, report: Report, deps: Deps): Promise<undefined> {
  const { items } = untilOver(deps.changes.all(), ({ sk }) => sk, deps.isOver);
  await inParallel(items, WIDTH, (note) =>
    report(note.sk, async () => {
      const converged = await auditDiscussion(note, deps);
      await deps.changes.remove(note);
      return converged;
    }),
  );
}
