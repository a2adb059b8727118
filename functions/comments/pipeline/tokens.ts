import { folded, hasNoVowel, isStretched, spelledOut, withoutDiacritics, withoutRepeats } from './fold.ts';

/** A way in which a word may stand in a list: the key to look up, and the letters of which it is made. */
export interface Reading {
  key: string;
  word: string;
}

/** One word of a text: every way in which it may stand in a list, the plainest first, and its letter where it has but one. */
export interface Token {
  readings: readonly Reading[];
  letter?: string;
}

export interface Tokens {
  words: readonly Token[];
  /** Words that signs divide (`b.ad`), or a space where no word ends (`b ad`), as one: they too may stand in a list. */
  joined: readonly Token[];
}

/** In these scripts no space divides words, so that each character is taken for one. */
const UNDIVIDED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';

/** Letters, digits, signs that stand in for letters, and signs that people put between letters. */
const CHUNKS = new RegExp(`[${UNDIVIDED}]|[[\\p{L}\\p{N}\\p{M}@$!\\|€._*~\\-‐]--[${UNDIVIDED}]]+`, 'gv');

const SIGNS = '@$!|€';

const BETWEEN = /[._*~\-‐]+/;

/** The words of a text, by folds of which each looks at every character once. */
export function tokensOf(text: string): Tokens {
  const words: Token[] = [];
  const plain = folded(text);
  const joined = brokenWords(plain);
  for (const [chunk] of plain.matchAll(CHUNKS)) {
    const parts = chunk.split(BETWEEN).filter(Boolean);
    for (const part of parts) words.push(tokenOf(part));
    if (parts.length > 1) joined.push(tokenOf(parts.join('')));
  }
  return { words, joined };
}

/** The letters of a word up to the space after it, and from the space before it; of `it’s` neither, as `s` is none of its words. */
const BEFORE_SPACE = /^[^\p{L}\p{M}\p{N}'’]*([\p{L}\p{M}]+)$/u;
const AFTER_SPACE = /^([\p{L}\p{M}]+)[^\p{L}\p{M}\p{N}'’]*$/u;

/**
 * What one space divides of which one part is no word: `bl argh`, `s hit`, and not `pen is`. A letter after a word may be an initial: `as S.
 * Example said`.
 */
function brokenWords(text: string): Token[] {
  const chunks = text.split(/\s+/);
  return chunks.flatMap((chunk, i) => {
    const [, before] = BEFORE_SPACE.exec(chunk) ?? [];
    const [, after] = AFTER_SPACE.exec(chunks[i + 1] ?? '') ?? [];
    if (before === undefined || after === undefined) return [];
    return hasNoVowel(before) || (hasNoVowel(after) && after.length > 1) ? [tokenOf(before + after)] : [];
  });
}

function tokenOf(part: string): Token {
  const begun = withoutSignsAfter(part);
  const bare = withoutSignsBefore(begun);
  const spellings = new Set([bare]);
  if (/[\d@$!|€]/.test(part) && /\p{L}/u.test(part)) {
    for (const spelling of [part, begun, bare]) spellings.add(spelledOut(spelling, 'i')).add(spelledOut(spelling, 'l'));
  }
  spellings.delete('');
  const letter = spelledOut(bare || part);
  return {
    readings: [...spellings].flatMap((spelling) => readingsOf(spelling)),
    ...([...letter].length === 1 && { letter }),
  };
}

/** A sign after a word ends a sentence, and one before it may be just that; within, and often before, it stands in for a letter. */
function withoutSignsAfter(part: string): string {
  let end = part.length;
  while (end > 0 && SIGNS.includes(part.charAt(end - 1))) end--;
  return part.slice(0, end);
}

function withoutSignsBefore(part: string): string {
  let start = 0;
  while (start < part.length && SIGNS.includes(part.charAt(start))) start++;
  return part.slice(start);
}

function readingsOf(word: string): Reading[] {
  const plain = withoutDiacritics(word);
  const readings = [
    { key: exactKey(word), word },
    { key: anyKey(plain), word: plain },
  ];
  if (!isStretched(word)) return readings;
  return [
    ...readings,
    { key: stretchedKey(exactKey(withoutRepeats(word))), word },
    { key: stretchedKey(anyKey(withoutRepeats(plain))), word: plain },
  ];
}

/** Keys of words with just these diacritics, with any, and of stretched words, kept apart by a sign that no word has. */
export const exactKey = (word: string): string => word;
export const anyKey = (wordWithoutDiacritics: string): string => `?${wordWithoutDiacritics}`;
export const stretchedKey = (keyWithoutRepeats: string): string => `+${keyWithoutRepeats}`;
