import * as z from 'zod';

/** An instant as RFC 3339 in UTC with milliseconds (`2026-11-24T07:00:00.000Z`): the only form that is stored. Sorts as text. */
export const instant = z.iso.datetime({ precision: 3 });

export type Instant = string;

/** The clock, always an argument: nothing reads the time at module scope or behind a caller's back. */
export type Clock = () => Date;

export const toInstant = (date: Date): Instant => date.toISOString();

/** The latest of the given instants, or undefined when none is given. */
export const latest = (...instants: (Instant | undefined)[]): Instant | undefined =>
  instants.reduce<Instant | undefined>((a, b) => (b !== undefined && (a === undefined || b > a) ? b : a), undefined);
