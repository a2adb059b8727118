/** Letters of other alphabets, and a few Latin ones, beside the Latin letter that they look like. */
const LOOK_ALIKES = new Map(
  (
    'аa вb сc ԁd еe ёe ғf һh нh іi їi јj кk ӏl мm пn оo рp ԛq гr ѕs тt уy ѵv ԝw хx ' +
    'αa βb εe ηn ιi κk μm νv οo ρp τt υu χx ωw γy ζz ıi ɩi ɑa ɡg ɪi ʏy ðđ ѐe ѝu'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);

/** What is not seen: formatting characters, and marks that no letter takes up in NFC, such as strokes through it. */
const UNSEEN = /\p{Cf}|\p{Default_Ignorable_Code_Point}|[\u0300-\u036f]|[\u0488-\u0489]|[\u20d0-\u20ff]/gu;

/** Vietnamese has written tones on either letter of these pairs: `hòa` and `hoà`, `thúy` and `thuý` are one word. */
const TONE_FIRST = /[òóỏõọ][ae]|[ùúủũụ]y/g;

const toneLast = ([first = '', second = '']: string): string => {
  const [plain = '', tone = ''] = first.normalize('NFD');
  return plain + (second + tone).normalize('NFC');
};

/**
 * A text as its letters are read: lower case, full-width and mathematical letters plain (NFKC), without what is not seen,
 * look-alikes as the Latin letters that they pass for. Diacritics stay, tones where Vietnamese has them by now.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[\u00f0\u0131\u0250-\u02af\u0370-\u052f]/g, (letter) => LOOK_ALIKES.get(letter) ?? letter)
    .replace(TONE_FIRST, toneLast);

/** Folded words without diacritics too. */
export const withoutDiacritics = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đøł]/g, (letter) => ({ đ: 'd', ø: 'o', ł: 'l' })[letter] ?? letter);

/** Each letter of a run once: `baaad` and `baad` are `bad`. */
export const withoutRepeats = (word: string): string => word.replace(/(.)\1+/gsu, '$1');

/**
 * Whether someone stretches the word: a letter stands three times or more in a row, twice at the beginning, or twice where hardly any
 * spelling has it so.
 */
export const isStretched = (word: string): boolean => /(.)\1\1|^(.)\2|([ahijkquvwxy])\3/su.test(word);

/** Whether a word is another one with some of its letters repeated, as `asss` is `ass`, and `as` is not. */
export function isStretchOf(word: string, other: string): boolean {
  const letters = [...word];
  const wanted = [...other];
  let at = 0;
  for (const [i, letter] of wanted.entries()) {
    if (letters[at++] !== letter) return false;
    if (wanted[i + 1] !== letter) while (letters[at] === letter) at++;
  }
  return at === letters.length;
}

/** Whether letters are Latin consonants alone, and so no word: in Vietnamese and English each has a vowel. */
export const hasNoVowel = (letters: string): boolean => /^[b-df-hj-np-tv-xz]+$/.test(withoutDiacritics(letters));

const DIGITS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
  '|': 'i',
};

/** Digits and signs as the letters that they stand in for; what is like both an i and an l is `one`. */
export const spelledOut = (word: string, one: 'i' | 'l' = 'i'): string =>
  word.replace(/[01345789@$€!|]/g, (sign) => (/[1!|]/.test(sign) ? one : (DIGITS[sign] ?? sign)));
