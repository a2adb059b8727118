import { expect, test } from 'vitest';
import { parse } from './parsing.ts';

/** A fifth of what is allowed: enough for a quadratic step to take a minute. */
const SIZE = 1024 * 1024;
const full = (unit: string) => Buffer.alloc(SIZE - (SIZE % Buffer.byteLength(unit)), unit);
const markdown = (unit: string, times = SIZE / Buffer.byteLength(unit), end = '') =>
  Buffer.from(`# H\n\n${unit.repeat(times)}${end}`);
const frontMatter = (yaml: string) => Buffer.from(`---\n${yaml}\n---\ntext`);

/**
 * Shapes that take minutes where one step is quadratic: each is one that some parser, regular expression or Unicode algorithm
 * is known to fall over. No time is asserted: a step that is not linear runs into the time limit of the test.
 */
test.each([
  ['one letter', full('a')],
  ['one space', Buffer.concat([full(' '), Buffer.from('x')])],
  ['short lines', full('a\n')],
  ['combining marks', full('\u0300\u0323')],
  ['combining marks on many letters', full(`a${'\u0300\u0323'.repeat(14)}`)],
  ['controls', full('\u0003a')],
  ['controls within the limit', Buffer.from('\u0003a'.repeat(9_000))],
  ['full stops', full('. ')],
  ['quotation marks', full('"')],
  ['bylines', full('By A ')],
  ['credits', full('Theo ')],
  ['open maps of JSON', full('{"a":')],
  ['open lists of JSON', full('[')],
  ['a cut character at the end', Buffer.concat([full('a'), Buffer.from([0xe1])])],
  ['Markdown: brackets', markdown('[')],
  ['Markdown: brackets within the limit', markdown('[', 19_000)],
  ['Markdown: images within the limit', markdown('![', 19_000)],
  ['Markdown: emphasis within the limit', markdown('*a_ ', 45_000)],
  ['Markdown: links within the limit', markdown('http://a.b ', 4_900)],
  ['Markdown: schemes', markdown('http:')],
  ['Markdown: quotes in quotes', markdown('>', 90_000)],
  ['Markdown: lists in lists', markdown('- ')],
  ['Markdown: ticks', Buffer.from(`# H\n\n${Array.from({ length: 440 }, (_, i) => '`'.repeat(i)).join(' a ')}`)],
  ['Markdown: a table', Buffer.from(`# H\n\n${'|a'.repeat(200)}\n${'|-'.repeat(200)}\n${'|\n'.repeat(50_000)}`)],
  ['Markdown: a footnote that all refer to', markdown('[^1] ', 4_900, '\n\n[^1]: a')],
  ['Markdown: references without end', markdown(`[^${'a'.repeat(50)}`, 9_000, '\n\n[^1]: a')],
  ['Markdown: footnotes in footnotes', markdown('[^1]: ', 9_000)],
  ['Markdown: footnotes within a line', markdown('^[', 9_000, ']'.repeat(9_000))],
  [
    'Markdown: one long footnote that stands for many',
    markdown('[^1]: [^2]: a\n\n', 1_500, `[^1]${'*a* '.repeat(9_000)}`),
  ],
  ['front matter: nested lists', frontMatter(`a: ${'['.repeat(30_000)}`)],
  ['front matter: nested blocks', frontMatter('- '.repeat(15_000))],
  ['front matter: nested keys', frontMatter('? '.repeat(15_000))],
  ['front matter: many names', frontMatter(Array.from({ length: 3000 }, (_, i) => `k${i}: v`).join('\n'))],
  ['front matter: anchors', frontMatter('&a '.repeat(10_000))],
  ['front matter: quotes', frontMatter('"'.repeat(30_000))],
])('%s', (_, body) => {
  expect(parse(body)).toHaveProperty('ok');
});
