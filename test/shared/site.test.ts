import { expect, test } from 'vitest';
import { sectionName } from '../../shared/site.ts';

test.each([
  ['thoi-su', 'Thời sự'],
  ['world-news', 'World news'],
  ['constructor', 'Constructor'],
])('the section %s is called %s', (section, expected) => {
  expect(sectionName({ sectionNames: { 'thoi-su': 'Thời sự' } }, section)).toBe(expected);
});
