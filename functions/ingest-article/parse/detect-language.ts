import { francAll } from 'franc-min';

/** What is looked at: more text makes it slower and no surer. */
const LOOKED_AT = 600;
const FEWEST_LETTERS = 20;
/** How near the best guess the stage's own language must come to be taken instead. */
const NEAR = 0.85;

/** Letters that only Vietnamese has: ơ, ư, and vowels with its tones (without ẹ and ọ, which Yoruba has too). */
const ONLY_VIETNAMESE = /[ơưƠƯ\u1EA0-\u1EB7\u1EBA-\u1ECB\u1ECE-\u1EF9]/u;
/** These, and the marked letters that Vietnamese shares with others: two in three of its words have one. */
const MARKED = /[àáãăâđèéêìíĩòóõôơùúũưýÀÁÃĂÂĐÈÉÊÌÍĨÒÓÕÔƠÙÚŨƯÝ\u1EA0-\u1EF9]/u;
const LETTER = /\p{L}/gu;
/** Written with far fewer letters than alphabets need, and known by their script alone. */
const DENSE_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The language of a text (BCP 47), or undefined where it says too little to tell. Vietnamese is known by its letters, even in
 * five words, unless a few Vietnamese names stand in another language; the rest by trigrams, and of near equals the stage's
 * own language is taken. See ADR 0022.
 */
export function detectLanguage(bodyText: string, defaultLanguage: string): string | undefined {
  const text = bodyText.slice(0, LOOKED_AT);
  const words = text.split(/\s+/u);
  const unmarked = words.filter((word) => !MARKED.test(word));
  if (ONLY_VIETNAMESE.test(text) && unmarked.length < 0.6 * words.length) return 'vi';
  const letters = text.match(LETTER)?.length ?? 0;
  if (letters < FEWEST_LETTERS && !DENSE_SCRIPT.test(text)) return undefined;
  const guesses = francAll(text, { minLength: 1 });
  // Only for those that are near: making a tag takes longer than the guess, and there are eighty.
  const near = guesses.filter(([, score]) => score >= NEAR).map(([code]) => tagOf(code));
  const own = tagOf(defaultLanguage);
  const best = near.includes(own) ? own : guesses[0] && tagOf(guesses[0][0]);
  return best === 'und' ? undefined : best;
}

/** The tag of a language alone: `en` for the ISO 639-3 code `eng` and for `en-GB`. */
const tagOf = (code: string) => new Intl.Locale(code).language;
