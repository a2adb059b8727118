import { expect, test } from 'vitest';
import { asJson, asText } from './report.ts';
import { median, quantile } from './scenario.ts';

const table = {
  title: 'T',
  rows: [
    { act: 'a', 'p50 ms': 1.5 },
    { act: 'longer', 'p50 ms': 100, budget: '≤ 2' },
  ],
  notes: ['a note'],
};

test('text: columns aligned, numbers to the right, gaps left open', () => {
  expect(asText(table)).toBe(
    [
      'T',
      '',
      'act     p50 ms  budget',
      '──────  ──────  ──────',
      'a          1.5',
      'longer     100  ≤ 2',
      '  a note',
      '',
    ].join('\n'),
  );
});

test('JSON: one object a line, each naming its scenario and table', () => {
  expect(
    asJson('s', table)
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { scenario: 's', table: 'T', act: 'a', 'p50 ms': 1.5 },
    { scenario: 's', table: 'T', act: 'longer', 'p50 ms': 100, budget: '≤ 2' },
  ]);
});

test('quantiles are by nearest rank', () => {
  expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2);
  expect(median([])).toBeNaN();
});
