import type { Instant } from '../time.ts';

export interface ParsedTime {
  instant: Instant;
  /** The text named no zone, and the default one was taken. */
  zoneAssumed: boolean;
}

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:(?:[Tt]| +)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * Reads an RFC 3339 time, or one without its zone, seconds or time of day (midnight then). Where no zone is named it is a
 * wall-clock time in `defaultZone` (IANA), resolved as RFC 5545 and Temporal's `compatible` do: of a time that happens twice
 * the first, and one that the clock skips is moved forward by the gap. Undefined if it is no such time, or no real one.
 */
export function parseTime(text: string, defaultZone: string): ParsedTime | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (year < 1000 || hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const milliseconds = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1000);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const offset = match[8] === undefined ? undefined : offsetOf(match[8]);
  if (Number.isNaN(offset)) return undefined;
  const at = new Date(offset === undefined ? fromWallClock(wall, defaultZone) : wall - offset);
  if (at.getUTCFullYear() > 9999 || at.getUTCFullYear() < 1000) return undefined;
  return { instant: at.toISOString(), zoneAssumed: offset === undefined };
}

/** Milliseconds east of UTC; NaN for an offset that no clock has. */
function offsetOf(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const DAY = 86_400_000;

/** The instant of a wall-clock time (given as if it were UTC, in ms). Zones change their offset at most once within two days. */
function fromWallClock(wall: number, zone: string): number {
  const before = wall - zoneOffset(wall - DAY, zone);
  const after = wall - zoneOffset(wall + DAY, zone);
  const isRight = (at: number) => at + zoneOffset(at, zone) === wall;
  // In an overlap both are right and `before` is the earlier; in a gap neither is, and `before` lies past the gap.
  return isRight(before) || !isRight(after) ? before : after;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's wall clock is ahead of UTC at this instant, in ms. */
function zoneOffset(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    const numeric = 'numeric';
    const fields = {
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'iso8601', ...fields });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at / 1000) * 1000;
}
