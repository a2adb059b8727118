import type { Instant } from '../time.ts';

/** An article's discussion is written at most once in this time, however much is said. */
export const PACE_MS = 5000;

/** How long its next publication has to wait, in milliseconds; 0 or less: not at all. */
export const waitAfter = (last: Instant | undefined, now: Date): number =>
  last === undefined ? 0 : Date.parse(last) + PACE_MS - now.getTime();
