import { type Instant, latest } from '../time.ts';
import type { Article, Due } from './article.ts';

type Timed = Pick<Article, 'pubStatus' | 'publishAt' | 'embargoed' | 'expires' | 'lastOp'>;

/** Killed or taken down: no upload, replay or clock brings it back. */
export const isSticky = (a: Pick<Article, 'lastOp'>): boolean => a.lastOp === 'kill' || a.lastOp === 'takedown';

/** True when nothing but time can stand between the article and its readers. */
const mayBeSeen = (a: Timed): boolean => a.pubStatus === 'usable' && !isSticky(a) && a.lastOp !== 'unpublish';

/**
 * The one predicate (invariant 3): usable, publishAt and embargoed passed, not expired, and not taken back by an editor or a delete. Every writer of
 * feed entries, every renderer and every API answer asks it, each at its own instant.
 */
export function isVisible(a: Timed, now: Instant): boolean {
  const from = latest(a.publishAt, a.embargoed);
  return mayBeSeen(a) && (from === undefined || from <= now) && (a.expires === undefined || now < a.expires);
}

/** What the clock must do to this article after `now`, soonest first: at most one release and one expiry. */
export function duesOf(a: Timed, now: Instant): Due[] {
  if (!mayBeSeen(a)) return [];
  const from = latest(a.publishAt, a.embargoed);
  if (a.expires !== undefined && (a.expires <= now || (from !== undefined && a.expires <= from))) return [];
  const dues: Due[] = [];
  if (from !== undefined && from > now) dues.push({ op: 'release', at: from });
  if (a.expires !== undefined) dues.push({ op: 'expire', at: a.expires });
  return dues;
}
