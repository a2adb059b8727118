import { detectAll } from 'tinyld/light';

/** What is looked at: more text makes it slower and no surer. */
const LOOKED_AT = 2000;
const FEWEST_LETTERS = 20;

/** Letters that only Vietnamese has: ơ, ư, and vowels with its tones (without ẹ and ọ, which Yoruba has too). */
const ONLY_VIETNAMESE = /[ơưƠƯ\u1EA0-\u1EB7\u1EBA-\u1ECB\u1ECE-\u1EF9]/u;
/** These, and the marked letters that Vietnamese shares with others: two in three of its words have one. */
const MARKED = /[àáãăâđèéêìíĩòóõôơùúũưýÀÁÃĂÂĐÈÉÊÌÍĨÒÓÕÔƠÙÚŨƯÝ\u1EA0-\u1EF9]/u;
const LETTER = /\p{L}/gu;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The language of a text (BCP 47), or undefined where it says too little to tell. Vietnamese is known by its letters, which
 * a few Vietnamese names in another language do not outweigh; the rest by n-grams, and of near equals the stage's own language
 * is taken. See ADR 0022.
 */
export function detectLanguage(bodyText: string, defaultLanguage: string): string | undefined {
  const text = bodyText.slice(0, LOOKED_AT);
  const letters = count(text, LETTER);
  if (letters > 0 && count(text, HAN) / letters > 0.3) return KANA.test(text) ? 'ja' : 'zh';
  const words = text.split(/\s+/u);
  const unmarked = words.filter((word) => !MARKED.test(word));
  const hasVietnamese = ONLY_VIETNAMESE.test(text);
  if (hasVietnamese && unmarked.length < 0.6 * words.length) return 'vi';
  if (letters < FEWEST_LETTERS) return undefined;
  // Vietnamese names would pass for Romanian.
  const guesses = detectAll(hasVietnamese ? unmarked.join(' ') : text);
  const [best] = guesses;
  const own = guesses.find(({ lang }) => lang === defaultLanguage.split('-')[0]);
  return own && best && own.accuracy >= best.accuracy / 2 ? own.lang : best?.lang;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
