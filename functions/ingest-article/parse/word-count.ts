/** Words a minute that an adult reads of non-fiction. */
const READING_SPEED = 230;

const CHINESE_OR_JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** From the first letter or digit to the next space. */
const WORD = /[\p{L}\p{N}]\S*/gu;

const WITHOUT_SPACES = /^(?:th|lo|km|my)\b/;

/**
 * The words of a text, as newsrooms count: what stands between spaces and has a letter or digit in it, so that a Vietnamese
 * syllable is a word, and each character of Chinese and Japanese. Only what is written without spaces otherwise (Thai, Lao,
 * Khmer, Burmese) is segmented, which takes twenty times as long.
 */
export function countWords(text: string, language: string): number {
  if (WITHOUT_SPACES.test(language)) {
    let words = 0;
    for (const { isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text))
      if (isWordLike) words++;
    return words;
  }
  const characters = countMatches(text, CHINESE_OR_JAPANESE);
  const spaced = characters > 0 ? text.replace(CHINESE_OR_JAPANESE, ' ') : text;
  return countMatches(spaced, WORD) + characters;
}

function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) count++;
  return count;
}

export const readingMinutes = (words: number): number => Math.max(1, Math.ceil(words / READING_SPEED));
