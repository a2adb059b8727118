import { UploadRefused } from './upload-refused.ts';

/** A sign that costs more than a letter does, how often it may stand in an upload, and what people call it. */
export interface Limit {
  sign: RegExp;
  most: number;
  what: string;
}

/** Whatever the format: each costs a step of the clean-up by itself. */
const OF_ANY: readonly Limit[] = [
  { sign: /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, most: 10_000, what: 'control characters' },
  { sign: /\n/g, most: 100_000, what: 'lines' },
];

/** Five times a long read of 200 KB, and as much as two novels. */
export const MOST_CHARACTERS = 1_000_000;

/** What costs a parser much more than a letter does: at least five times what a long read with 300 links and a table has. */
const OF_TEXT: readonly Limit[] = [
  { sign: /\n/g, most: 12_000, what: 'lines' },
  { sign: /[*_~`<>&|\\]/g, most: 30_000, what: 'characters that mean markup' },
  { sign: /[[\]]/g, most: 6_000, what: 'square brackets' },
  { sign: /\/\/|mailto:/gi, most: 2_000, what: 'links' },
  // The finder of links recurses for each character of one, and begins anew at each address within another.
  { sign: /(?:\/\/|mailto:)\S{4000}/gi, most: 0, what: 'links of 4,000 characters' },
];

/** Of a body in HTML, whatever it was written in: two an element. */
const OF_BODY: readonly Limit[] = [{ sign: /</g, most: 24_000, what: 'tags' }];
/** Of characters as well: references are longer than what they mean. */
const MOST_IN_BODY = 1_500_000;

/**
 * Refuses a text that is longer than any article, or has more lines, markup or links. The parsers are linear, but a mark costs
 * them up to a thousand times what a letter does. A format that bounds itself is spared that. See ADR 58.
 */
export function checkComplexity(text: string, boundsItself: boolean): void {
  checkLimits(text, OF_ANY);
  if (boundsItself) return;
  checkLength(text, MOST_CHARACTERS);
  checkLimits(text, OF_TEXT);
}

/** Refuses a body of more HTML than any article has, before the allow-list takes it apart. */
export function checkBody(html: string): void {
  checkLength(html, MOST_IN_BODY);
  checkLimits(html, OF_BODY);
}

export function checkLength(text: string, most: number): void {
  if (text.length > most) throw tooComplex(`There are more than ${most} characters in it`);
}

/** Throws `UploadRefused` (`too-complex`) as soon as one sign stands in the text more often than it may. */
export function checkLimits(text: string, limits: readonly Limit[]): void {
  for (const { sign, most, what } of limits) {
    if (hasMore(text, sign, most)) throw tooComplex(`There are more than ${most} ${what} in it`);
  }
}

export const tooComplex = (problem: string, at?: string): UploadRefused =>
  new UploadRefused('too-complex', `${problem}. Upload one article by itself.`, at);

function hasMore(text: string, sign: RegExp, most: number): boolean {
  let count = 0;
  sign.lastIndex = 0;
  while (count <= most && sign.test(text)) count++;
  return count > most;
}
