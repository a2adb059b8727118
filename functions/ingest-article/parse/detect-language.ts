import { detectAll } from 'tinyld/light';

/** What is looked at: more text makes it slower and no surer. */
const LOOKED_AT = 2000;
const FEWEST_LETTERS = 20;

/** Letters that only Vietnamese has: ơ, ư, and vowels with its tones (without ẹ and ọ, which Yoruba has too). */
const VIETNAMESE = /[ơưƠƯ\u1EA0-\u1EB7\u1EBA-\u1ECB\u1ECE-\u1EF9]/gu;
const LETTER = /\p{L}/gu;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The language of a text (BCP 47), or undefined where it says too little to tell. Vietnamese is known by its letters, one in
 * eight of which no other language has, the rest by n-grams; of near equals the stage's own language is taken. See ADR 0022.
 */
export function detectLanguage(bodyText: string, defaultLanguage: string): string | undefined {
  const text = bodyText.slice(0, LOOKED_AT);
  const letters = count(text, LETTER);
  if (letters > 0 && count(text, HAN) / letters > 0.3) return KANA.test(text) ? 'ja' : 'zh';
  if (letters > 0 && count(text, VIETNAMESE) / letters > 0.04) return 'vi';
  if (letters < FEWEST_LETTERS) return undefined;
  const guesses = detectAll(text);
  const [best] = guesses;
  const own = guesses.find(({ lang }) => lang === defaultLanguage.split('-')[0]);
  return own && best && own.accuracy >= best.accuracy / 2 ? own.lang : best?.lang;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
