import { UploadRefused } from './upload-refused.ts';

interface Limit {
  pattern: RegExp;
  most: number;
  what: string;
}

/** Whatever the format: each costs a step of the clean-up by itself. */
const OF_ANY: readonly Limit[] = [{ pattern: /[^\P{Cc}\t\n]/gu, most: 10_000, what: 'control characters' }];

/** What costs a parser much more than a letter does, and how much of it is ten times what the longest of articles has. */
const OF_TEXT: readonly Limit[] = [
  { pattern: /\n/g, most: 100_000, what: 'lines' },
  { pattern: /[*_~`<>&|\\]/g, most: 100_000, what: 'characters that mean markup' },
  { pattern: /[[\]]/g, most: 20_000, what: 'square brackets' },
  { pattern: /:\/\/|mailto:/gi, most: 5_000, what: 'links' },
];

/**
 * Refuses a text of more lines, markup or links than any article has. The parsers are linear, but a mark costs them up to a
 * thousand times what a letter does: 1 MB of `![` would take 3 s, and as much of links 10 s. A format that bounds itself is
 * spared that.
 */
export function checkComplexity(text: string, boundsItself: boolean): void {
  for (const { pattern, most, what } of boundsItself ? OF_ANY : [...OF_ANY, ...OF_TEXT]) {
    if (!hasMore(text, pattern, most)) continue;
    const message = `There are more than ${most} ${what} in it. Upload one article by itself.`;
    throw new UploadRefused('too-complex', message);
  }
}

function hasMore(text: string, pattern: RegExp, most: number): boolean {
  let count = 0;
  pattern.lastIndex = 0;
  while (count <= most && pattern.test(text)) count++;
  return count > most;
}
