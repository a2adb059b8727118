import { convergeDiscussion, type DiscussionDeps } from '../../shared/comment/discussion-target.ts';
import type { Objects } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import { tellDrift } from './drift.ts';
import type { Changes, DiscussionAudit, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 4;

interface Deps extends DiscussionDeps {
  objects: Objects;
  changes: Changes;
  audit: DiscussionAudit;
  logger: Log;
  isOver: () => boolean;
}

/**
 * Audits the discussions that have changed since they were audited last, those of withdrawn articles too, and the likes of comments whose
 * likes have; publishes again where anything had drifted. What it does not come to stays noted. So it costs what has changed, and not
 * what there is.
 */
export async function auditChanges(_after: string | undefined, report: Report, deps: Deps): Promise<undefined> {
  const { items } = untilOver(deps.changes.all(), ({ sk }) => sk, deps.isOver);
  await inParallel(items, WIDTH, (note) =>
    report(note.sk, async () => {
      const { articleId, commentId } = note;
      const drift = await (commentId === undefined ? deps.audit.mend(articleId) : deps.audit.mendLikes(commentId));
      await deps.changes.remove(note);
      const hasDrifted = tellDrift(drift, { articleId, commentId }, deps.logger);
      return hasDrifted ? await convergeDiscussion(articleId, deps) : { written: [], deleted: [] };
    }),
  );
}
