import { describe, expect, it } from 'vitest';
import { sortKeyOf, startOf, startOfNext } from '../../../../shared/feed/archive/bounds.ts';
import { cutsRound, holds, monthCuts, tailCut } from '../../../../shared/feed/archive/cuts.ts';
import { ENTRY } from '../fixtures.ts';

/** Entries of these days of 2026, newest first as they come. */
const entries = (...days: string[]) => days.map((day) => ({ ...ENTRY, publishedAt: `2026-${day}T07:00:00.000Z` }));
const many = (count: number, day = '11-20') => Array.from({ length: count }, () => entries(day)).flat();
const keyOf = (day: string) => sortKeyOf({ publishedAt: `2026-${day}T07:00:00.000Z`, id: ENTRY.id });

describe('a tail is cut', () => {
  it.each([
    ['never while the feed fits its document', many(50), undefined, undefined],
    ['nor for a month that ended long ago', entries('11-20', '03-01'), undefined, undefined],
    ['at its 25th entry when one month outgrows the document', many(51), startOf('2026-11'), keyOf('11-20')],
    [
      'at the start of its newest month when it outgrows the document first',
      [...many(20), ...many(31, '10-05')],
      undefined,
      startOf('2026-11'),
    ],
    [
      'at the start of a month when its first article comes',
      entries('11-01', '10-31'),
      startOf('2026-10'),
      startOf('2026-11'),
    ],
    ['and not again within that month', entries('11-02', '11-01', '10-31'), startOf('2026-11'), undefined],
    ['not when nothing is in it', entries('10-31'), startOf('2026-11'), undefined],
  ])('%s', (_, newest, last, cut) => {
    expect(tailCut(newest, last)).toBe(cut);
  });
});

describe('an archived part is cut', () => {
  const upper = startOf('2026-12');

  it('at the start of every month but its own', () => {
    const part = { lower: keyOf('09-15'), upper, newest: entries('11-20', '11-19', '10-01', '09-30') };
    expect(monthCuts(part, { at: keyOf('10-01') }).sort()).toEqual([startOf('2026-10'), startOf('2026-11')]);
    expect(monthCuts({ ...part, newest: entries('09-30') }, { before: upper })).toEqual([]);
  });

  it('round the month of a place that was not reached', () => {
    const part = { lower: undefined, upper, newest: many(101) };
    const cuts = monthCuts(part, { at: keyOf('03-10') }).sort();
    expect(cuts).toEqual([startOf('2026-03'), startOf('2026-04'), startOf('2026-11')]);
  });

  it('round a place so that no more than a hundred remain with it', () => {
    expect(cutsRound(many(51), many(51, '11-21'))).toEqual([keyOf('11-20'), keyOf('11-21')]);
    expect(cutsRound(many(51), many(10, '11-21'))).toEqual([keyOf('11-20')]);
    expect(cutsRound(many(50), many(50, '11-21'))).toEqual([]);
  });

  it('until it holds the place no more', () => {
    expect(holds({ upper }, { at: keyOf('11-30') })).toBe(true);
    expect(holds({ upper }, { before: upper })).toBe(true);
    expect(holds({ upper: startOf('2026-11') }, { at: keyOf('11-01') })).toBe(false);
    expect(holds({ upper: undefined }, { at: keyOf('12-01') })).toBe(true);
  });
});

it('knows the month after December', () => {
  expect([startOfNext('2026-11'), startOfNext('2026-12')]).toEqual([startOf('2026-12'), startOf('2027-01')]);
});
