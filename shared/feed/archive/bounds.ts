import type { Instant } from '../../time.ts';
import type { FeedEntry } from '../feed-entry.ts';

/**
 * Where one part of a feed ends and the next begins: a sort key of entries, or the first instant of a month. Entries from a bound up
 * to the next one are a part; those from the last bound on are the tail, which the feed's own documents show. Bounds are only
 * ever added.
 */
export type Bound = string;

/** The sort keys below (`before`) or up to (`upTo`) this one. */
export type Below = { upTo: string } | { before: string };

/** A bound of the feed of all, with when an article of the part that it begins changed last, once that is noted. */
export interface NotedBound {
  bound: Bound;
  changedAt?: Instant | undefined;
}

/** The bounds of feeds, strongly consistent. */
export interface Bounds {
  /** The last bounds, or the last of those below a sort key, newest first. */
  newest(feedId: string, limit: number, below?: Below): Promise<Bound[]>;
  /** The first bound after this one, or the first of all. */
  after(feedId: string, bound?: Bound): Promise<Bound | undefined>;
  /** Every bound, oldest first. */
  all(feedId: string): AsyncIterable<NotedBound>;
  /** Adds a bound, if it is not there. */
  add(feedId: string, bound: Bound): Promise<void>;
  changedAt(feedId: string, bound: Bound): Promise<Instant | undefined>;
  /** Notes when the part changed last, if what is noted still is as it was read; else does nothing. */
  note(feedId: string, bound: Bound, times: { from: Instant | undefined; to: Instant | undefined }): Promise<void>;
}

/** The sort key of an article's entry in every feed. */
export const sortKeyOf = ({ publishedAt, id }: Pick<FeedEntry, 'publishedAt' | 'id'>): string => `${publishedAt}#${id}`;

/** The month of a bound or sort key, `2026-10`, in UTC. */
export const monthOf = (sortKey: string): string => sortKey.slice(0, 'YYYY-MM'.length);

/** The first instant of a month. It sorts before every entry of that month. */
export const startOf = (month: string): Bound => `${month}-01T00:00:00.000Z`;

/** The first instant of the month after. */
export function startOfNext(month: string): Bound {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString();
}
