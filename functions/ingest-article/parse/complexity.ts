import { UploadRefused } from './upload-refused.ts';

/** Ten times what the longest of articles has. */
const MOST_LINES = 100_000;
const MOST_MARKS = 100_000;

/**
 * Refuses a text of more lines or more markup than any article has. Its parsers are linear, but a mark costs them a hundred
 * times what a letter does: 1 MB of `![` would take 3 s.
 */
export function checkComplexity(text: string): void {
  const lines = countUpTo(text, /\n/g, MOST_LINES);
  if (lines > MOST_LINES) throw tooComplex(`more than ${MOST_LINES} lines`);
  const marks = countUpTo(text, /[[\]*_~`<>&|\\!]/g, MOST_MARKS);
  if (marks > MOST_MARKS) throw tooComplex(`more than ${MOST_MARKS} characters that mean markup`);
}

const tooComplex = (what: string) =>
  new UploadRefused('too-complex', `There are ${what} in it. Upload one article by itself.`);

function countUpTo(text: string, pattern: RegExp, most: number): number {
  let count = 0;
  while (count <= most && pattern.test(text)) count++;
  return count;
}
