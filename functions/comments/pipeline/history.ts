import type { CommentStatus } from '../../../shared/comment/comment.ts';
import type { Instant } from '../../../shared/time.ts';

/** A comment that someone has posted of late. */
export interface Said {
  id: string;
  articleId: string;
  textHash?: string | undefined;
  at: Instant;
}

/** What a moderator has said of a comment of someone. */
export interface Reviewed {
  id: string;
  as: CommentStatus;
  at: Instant;
}

/** What is known of a poster, each newest first and the newest only; a moment old. */
export interface History {
  said: readonly Said[];
  reviewed: readonly Reviewed[];
}

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

const since = (now: Instant, ms: number): Instant => new Date(Date.parse(now) - ms).toISOString();

/** Whether someone says the same again: on the same article, or for the third time anywhere. */
export function repeats(
  { id, articleId, textHash, at }: Required<Said>,
  { said }: History,
  withinMinutes: number,
): boolean {
  const from = since(at, withinMinutes * MINUTE_MS);
  const same = said.filter((each) => each.textHash === textHash && each.id !== id && each.at >= from);
  return same.length > 1 || same.some((each) => each.articleId === articleId);
}

export const approvals = ({ reviewed }: Pick<History, 'reviewed'>): number =>
  reviewed.filter((each) => each.as === 'PUBLISHED').length;

/** Which share of what was reviewed within seven days was refused, in percent; undefined where nothing was reviewed. */
export function refusedPercent({ reviewed }: History, now: Instant): number | undefined {
  const recent = reviewed.filter(({ at }) => at >= since(now, WEEK_MS));
  if (recent.length === 0) return undefined;
  return (100 * recent.filter(({ as }) => as !== 'PUBLISHED').length) / recent.length;
}
