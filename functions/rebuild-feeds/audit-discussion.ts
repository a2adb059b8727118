import { convergeDiscussion, type DiscussionDeps } from '../../shared/comment/discussion-target.ts';
import type { Converged, Objects } from '../../shared/feed/converge.ts';
import type { Log } from '../../shared/log.ts';
import { tellDrift } from './drift.ts';
import type { Audited, DiscussionAudit } from './ports.ts';

export interface AuditDeps extends DiscussionDeps {
  objects: Objects;
  audit: DiscussionAudit;
  logger: Log;
}

/** Audits an article's discussion or the likes of one of its comments, tells of what had drifted, and shows then what is right. */
export async function auditDiscussion(
  { articleId, commentId }: Audited,
  deps: AuditDeps,
): Promise<Pick<Converged, 'written' | 'deleted'>> {
  const drift = await (commentId === undefined ? deps.audit.mend(articleId) : deps.audit.mendLikes(commentId));
  const hasDrifted = tellDrift(drift, { articleId, commentId }, deps.logger);
  return hasDrifted ? await convergeDiscussion(articleId, deps) : { written: [], deleted: [] };
}
