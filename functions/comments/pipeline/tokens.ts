import { folded, isStretched, spelledOut, withoutDiacritics, withoutRepeats } from './fold.ts';

/** One word of a text: every way in which it may stand in a list, and its letter where it has but one. */
export interface Token {
  keys: readonly string[];
  letter?: string;
}

export interface Tokens {
  words: readonly Token[];
  /** Words that signs divide (`b.ad`), as one: they too may stand in a list. */
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
  const joined: Token[] = [];
  for (const [chunk] of folded(text).matchAll(CHUNKS)) {
    const parts = chunk.split(BETWEEN).filter(Boolean);
    for (const part of parts) words.push(tokenOf(part));
    if (parts.length > 1) joined.push(tokenOf(parts.join('')));
  }
  return { words, joined };
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
    keys: [...spellings].flatMap((spelling) => keysOf(spelling)),
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

function keysOf(word: string): string[] {
  const plain = withoutDiacritics(word);
  const keys = [exactKey(word), anyKey(plain)];
  if (!isStretched(word)) return keys;
  return [...keys, stretchedKey(exactKey(withoutRepeats(word))), stretchedKey(anyKey(withoutRepeats(plain)))];
}

/** Keys of words with just these diacritics, with any, and of stretched words, kept apart by a sign that no word has. */
export const exactKey = (word: string): string => word;
export const anyKey = (wordWithoutDiacritics: string): string => `?${wordWithoutDiacritics}`;
export const stretchedKey = (keyWithoutRepeats: string): string => `+${keyWithoutRepeats}`;
