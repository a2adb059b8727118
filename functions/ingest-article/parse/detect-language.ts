import { francAll } from 'franc-min';

/** Three places of a text, in characters each. Guesses are surest at this length: a longer text scores alike in all languages. */
const PLACES = 3;
const PLACE = 200;
const FEWEST_LETTERS = 20;
/** A lead that no place of this length has by chance. */
const CLEAR = 0.1;

/** Letters that only Vietnamese has: ơ, ư, and vowels with its tones (without ẹ and ọ, which Yoruba has too). */
const ONLY_VIETNAMESE = /[ơưƠƯ\u1EA0-\u1EB7\u1EBA-\u1ECB\u1ECE-\u1EF9]/u;
/** These, and the marked letters that Vietnamese shares with others: two in three of its words have one. */
const MARKED = /[àáãăâđèéêìíĩòóõôơùúũưýÀÁÃĂÂĐÈÉÊÌÍĨÒÓÕÔƠÙÚŨƯÝ\u1EA0-\u1EF9]/u;
const LETTER = /\p{L}/gu;
/** Written with far fewer letters than alphabets need, and known by their script alone. */
const DENSE_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Scripts of one language each that franc-min does not know. */
const SCRIPTS: readonly (readonly [code: string, letters: RegExp])[] = [
  ['heb', /\p{Script=Hebrew}/gu],
  ['hye', /\p{Script=Armenian}/gu],
  ['kat', /\p{Script=Georgian}/gu],
  ['khm', /\p{Script=Khmer}/gu],
  ['lao', /\p{Script=Lao}/gu],
];

/** The text that stands where none is written yet. It is in no language, and most like French. */
const LOOKED_AT_FOR_DUMMY = 600;
const DUMMY = /\b(?:lorem ipsum|ipsum dolor|consectetur adipisi)/i;

/** What is so near another language that it comes second to it in any text, and that only a long one tells them apart. */
const COUSINS: Readonly<Record<string, readonly string[]>> = {
  bos: ['hrv', 'srp'],
  hrv: ['bos', 'srp'],
  ind: ['zlm'],
  srp: ['bos', 'hrv'],
  zlm: ['ind'],
};

/** ISO 639-3, the likeliest first, with scores that only compare within one list. */
type Guesses = readonly (readonly [code: string, score: number])[];

/**
 * The language of a text (BCP 47), or undefined where it is too short, in several languages, or in none that is known: the best
 * guess at the beginning, in the middle and towards the end together, if it is far enough ahead of the next and none of these
 * places is clearly in another language. See ADR 0022.
 */
export function detectLanguage(bodyText: string): string | undefined {
  if (DUMMY.test(bodyText.slice(0, LOOKED_AT_FOR_DUMMY))) return undefined;
  const places = placesOf(bodyText);
  const guesses = places.map(guessesOf);
  const together = added(guesses);
  const best = together[0]?.[0];
  if (best === undefined || best === 'und') return undefined;
  const letters = lettersIn(places.join(' '));
  const cousins = letters < PLACE / 2 ? [] : (COUSINS[best] ?? []);
  if (leadOf(together, cousins) < leadNeeded(letters)) return undefined;
  const isAnother = (code: string) => code !== best && !cousins.includes(code);
  const isMixed = guesses.some((each) => each[0] && isAnother(each[0][0]) && leadOf(each) > CLEAR);
  return isMixed ? undefined : new Intl.Locale(best).language;
}

function placesOf(text: string): string[] {
  const count = Math.max(1, Math.min(PLACES, Math.floor(text.length / PLACE)));
  return Array.from({ length: count }, (_, i) => {
    const at = Math.floor((i * text.length) / count);
    return text.slice(at, at + PLACE);
  });
}

/** Vietnamese by its letters, even in five words, unless a few Vietnamese names stand in another language; the rest by trigrams. */
function guessesOf(text: string): Guesses {
  const words = text.split(/\s+/u);
  const unmarked = words.filter((word) => !MARKED.test(word));
  if (ONLY_VIETNAMESE.test(text) && unmarked.length < 0.6 * words.length) return [['vie', 1]];
  const letters = lettersIn(text);
  if (letters < FEWEST_LETTERS && !DENSE_SCRIPT.test(text)) return [];
  const byScript = SCRIPTS.find(([, script]) => (text.match(script)?.length ?? 0) > letters / 2);
  return byScript ? [[byScript[0], 1]] : francAll(text, { minLength: 1 });
}

const lettersIn = (text: string): number => text.match(LETTER)?.length ?? 0;

function added(guesses: readonly Guesses[]): Guesses {
  const scores = new Map<string, number>();
  for (const [code, score] of guesses.flat()) scores.set(code, (scores.get(code) ?? 0) + score);
  return [...scores].sort(([, a], [, b]) => b - a);
}

/** How far the first is ahead of the next that is no cousin of it: from 0 to 1. */
function leadOf([first, ...others]: Guesses, cousins: readonly string[] = []): number {
  const next = others.find(([code]) => !cousins.includes(code))?.[1] ?? 0;
  return first ? 1 - next / first[1] : 0;
}

/** Few words may look like any language: then a wrong guess leads by up to 0.15. */
const leadNeeded = (letters: number) => 0.03 + 0.004 * Math.max(0, 70 - letters);
