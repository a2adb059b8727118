import type { FeedEntry } from '../feed-entry.ts';
import { FEED_LENGTH } from '../feed-view.ts';
import { type Bound, monthOf, sortKeyOf, startOf, startOfNext } from './bounds.ts';

/** The most entries that an archived part may have. */
export const PART_LENGTH = 100;

/** How many a reader of entries asks for to see whether a part or a tail has too many. */
export const ENOUGH_OF_PART = PART_LENGTH + 1;
export const ENOUGH_OF_FEED = FEED_LENGTH + 1;

/** The entries that remain in the tail when it has grown beyond what the feed's documents show. */
const TAIL_LENGTH = FEED_LENGTH / 2;

/**
 * Where the tail of a feed must be cut, from its newest entries (51 of them are enough) and its last bound. A feed that fits its
 * document has no archive. Once it has outgrown it, a month is closed by the first article of a later one, and a month that outgrows
 * the document is cut within. What is closed so is not changed by what is published later.
 */
export function tailCut(newest: readonly FeedEntry[], last: Bound | undefined): Bound | undefined {
  const tail = newest.map(sortKeyOf).filter((key) => last === undefined || key >= last);
  const [first, oldest] = [tail[0], tail.at(-1)];
  const isLong = tail.length > FEED_LENGTH;
  if (first === undefined || oldest === undefined || (last === undefined && !isLong)) return undefined;
  const month = startOf(monthOf(first));
  if (oldest < month) return month;
  return isLong ? tail[TAIL_LENGTH - 1] : undefined;
}

/** An entry's place, or the end of the part before a bound. */
export type Place = { at: string } | { before: Bound };

/** A part as it was read: `newest` are its newest entries, newest first, all or one more than it may have. */
export interface PartEntries {
  /** Undefined below the first bound, where nothing may remain. */
  lower: Bound | undefined;
  /** Undefined for the tail. */
  upper: Bound | undefined;
  newest: readonly FeedEntry[];
}

/** Whether the part is the one where this place is, given that it begins below it. */
export const holds = ({ upper }: Pick<PartEntries, 'upper'>, place: Place): boolean =>
  upper === undefined || ('at' in place ? place.at < upper : place.before <= upper);

/**
 * The months at whose start a part must be cut, since it must lie within one. Of a part that was not seen whole, those as well that
 * take this place apart from what is above it.
 */
export function monthCuts({ lower, newest }: PartEntries, place: Place): Bound[] {
  const own = lower === undefined ? undefined : monthOf(lower);
  const months = new Set(newest.map((entry) => monthOf(sortKeyOf(entry))));
  const cuts = [...months].filter((month) => month !== own).map(startOf);
  const oldestSeen = newest.at(-1);
  if (cuts.length > 0 && 'at' in place && oldestSeen && isOver(newest)) {
    const month = monthOf(place.at);
    if (month < monthOf(sortKeyOf(oldestSeen)))
      cuts.push(startOfNext(month), ...(month === own ? [] : [startOf(month)]));
  }
  return [...new Set(cuts)];
}

export const isOver = (entries: readonly FeedEntry[]): boolean => entries.length > PART_LENGTH;

/** How many entries on either side of a place remain with it when a part that has too many is cut. */
const HALF = PART_LENGTH / 2;
export const ENOUGH_OF_SIDE = HALF + 1;

/**
 * Where to cut a part of too many entries so that the piece with a place has no more than it may, from the entries up to that
 * place, newest first, and those after it, oldest first (51 of either are enough).
 */
export function cutsRound(upTo: readonly FeedEntry[], after: readonly FeedEntry[]): Bound[] {
  const low = upTo.length > HALF ? upTo[HALF - 1] : undefined;
  const high = after.length > HALF ? after[HALF] : undefined;
  return [low, high].filter((entry) => entry !== undefined).map(sortKeyOf);
}
