import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTime } from '../../../shared/article/zoned-time.ts';

describe('a time with a zone', () => {
  test.each([
    ['2026-11-24T07:00:00Z', '2026-11-24T07:00:00.000Z'],
    ['2026-11-24T07:00:00+07:00', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24t07:00:00.123456-05:30', '2026-11-24T12:30:00.123Z'],
    ['2026-11-24 07:00 +0700', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24 07:00 UTC', '2026-11-24T07:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(parseTime(text, 'Asia/Ho_Chi_Minh')).toEqual({ instant, zoneAssumed: false });
  });
});

describe('a time without one', () => {
  test.each([
    ['2026-11-24T07:00:00', 'Asia/Ho_Chi_Minh', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24 07:00', 'Asia/Ho_Chi_Minh', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 'Asia/Ho_Chi_Minh', '2026-11-23T17:00:00.000Z'],
    ['2026-07-01T12:00:00.5', 'Europe/London', '2026-07-01T11:00:00.500Z'],
    ['2026-01-01T12:00:00', 'Europe/London', '2026-01-01T12:00:00.000Z'],
    ['2026-11-24T07:00:00', 'UTC', '2026-11-24T07:00:00.000Z'],
    ['2026-11-24T07:00:00', 'Asia/Kathmandu', '2026-11-24T01:15:00.000Z'],
    // Skipped by the clock: moved forward by the gap. Twice on the clock: the first.
    ['2026-03-29T01:30:00', 'Europe/London', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-10-25T01:30:00', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    // This day does not exist in Samoa.
    ['2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ])('%s in %s', (text, zone, instant) => {
    expect(parseTime(text, zone)).toEqual({ instant, zoneAssumed: true });
  });
});

test.each([
  '',
  'soon',
  '2026',
  '2026-11',
  '2026-13-01',
  '2026-00-01',
  '2026-02-29',
  '2026-11-31T00:00:00Z',
  '2026-11-24T24:00:00Z',
  '2026-11-24T07:60:00Z',
  '2026-11-24T07:00:61Z',
  '2026-11-24T07:00:00+24:00',
  '2026-11-24T07:00:00+07:60',
  '2026-11-24T07',
  '0000-01-01',
  '9999-12-31T23:59:59-01:00',
  '24/11/2026',
  '2026-11-24T07:00:00Zzz',
  'Tue, 24 Nov 2026 07:00:00 GMT',
])('%j is no time', (text) => {
  expect(parseTime(text, 'UTC')).toBeUndefined();
});

const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Ho_Chi_Minh',
  'Africa/Casablanca',
  'America/Sao_Paulo',
];

/** What a clock on the wall shows, by another way than the parser's own. */
const onTheWall = (at: Date, zone: string) => at.toLocaleString('sv-SE', { timeZone: zone });

test('what a clock shows is read as an instant at which it shows that, the first of two', () => {
  const second = fc.integer({ min: Date.UTC(1975, 0) / 1000, max: Date.UTC(2037, 0) / 1000 });
  fc.assert(
    fc.property(second, fc.constantFrom(...ZONES), (seconds, zone) => {
      const at = new Date(seconds * 1000);
      const shown = onTheWall(at, zone);
      const read = new Date(parseTime(shown, zone)?.instant ?? Number.NaN);
      expect(onTheWall(read, zone)).toBe(shown);
      expect(read.getTime()).toBeLessThanOrEqual(at.getTime());
      expect(at.getTime() - read.getTime()).toBeLessThanOrEqual(2 * 3_600_000);
    }),
    { numRuns: 2000 },
  );
});

test('any clock time is read within a day of itself as UTC', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      fc.constantFrom(...ZONES),
      (date, zone) => {
        const wall = date.toISOString().slice(0, 19);
        const read = parseTime(wall, zone);
        expect(Math.abs(Date.parse(read?.instant ?? '') - Date.parse(`${wall}Z`))).toBeLessThanOrEqual(86_400_000);
      },
    ),
  );
});
