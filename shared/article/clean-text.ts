import { xmlChars } from '../markup.ts';

/** Controls that XML allows but that no text means: DEL and the C1 block, which is what a wrong decoding leaves behind. */
const C1_CONTROLS = /[\u007F-\u009F]+/g;

const ANY_MARK = /\p{M}/u;

/**
 * A combining sequence beyond this many marks is cut, as UAX #15 does in its Stream-Safe Text Format. No language comes near
 * it, and without it normalisation is quadratic: 400,000 marks on one letter would take 40 s.
 */
const TOO_MANY_MARKS = /(?<!\p{M})(\p{M}{30})\p{M}+/gu;

/** Text as it is stored everywhere: NFC, and only characters that XML allows, so no NUL, control or lone surrogate. */
export function cleanText(text: string): string {
  const clean = xmlChars(text).replace(C1_CONTROLS, '');
  // Most texts have no mark by itself, and to look for one takes a third of the time.
  return (ANY_MARK.test(clean) ? clean.replace(TOO_MANY_MARKS, '$1') : clean).normalize('NFC');
}

/** White space that is not one space already: most is, and to replace that by itself would be most of the work. */
const UNEVEN_SPACE = / \s+|[^\S ]\s*/gu;

/** A text on one line, each run of white space one space, and none around it. */
export const singleSpaced = (text: string): string => text.replace(UNEVEN_SPACE, ' ').trim();

/** Clean text on one line. */
export const oneLine = (text: string): string => singleSpaced(cleanText(text));
