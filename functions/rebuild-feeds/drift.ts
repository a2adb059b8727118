import { DRIFT } from '../../shared/comment/drift.ts';
import type { Log } from '../../shared/log.ts';
import type { Drift } from './ports.ts';

export const NO_DRIFT: Drift = { counters: 0, replyCounts: 0, totals: 0, places: 0, likes: 0 };

/** Says what had drifted, so that it is counted and an alarm raised: of an article, a comment, or of some in the table. */
export function tellDrift(drift: Drift, of: Record<string, unknown>, logger: Log): boolean {
  const hasDrifted = Object.values(drift).some((count) => count > 0);
  if (hasDrifted) logger.error(DRIFT, { ...of, ...drift });
  return hasDrifted;
}
