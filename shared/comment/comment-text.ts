/** Why a text is refused; the code is the problem's. */
export type TextFault =
  | 'text-empty'
  | 'text-too-long'
  | 'text-control-character'
  | 'text-malformed'
  | 'text-bidi-override';

export const MAX_GRAPHEMES = 5000;
export const MAX_BYTES = 16 * 1024;
const MAX_MARKS = 6;

/** What a text becomes: itself, cleaned, or the reason why it is not taken. */
export type TextResult = { text: string } | { fault: TextFault };

/**
 * The rules for a comment's words. In NFC, line ends as `\n`, trimmed, at most one blank line in a row, at most six combining marks on a base
 * (living scripts need four). Refused: what is blank to the eye; over 5,000 graphemes or 16 KB of UTF-8; NUL and other
 * controls; lone surrogates; the bidirectional controls, which can make a text read as what it does not say.
 */
export function cleanText(raw: string): TextResult {
  if (!raw.isWellFormed()) return { fault: 'text-malformed' };
  const text = capMarks(raw.replace(/\r\n?/g, '\n').normalize('NFC'))
    .trim()
    .replace(/\n(?:[ \t]*\n){2,}/g, '\n\n');
  if (hasControls(text.replaceAll(/[\n\t]/g, ''))) return { fault: 'text-control-character' };
  if (hasBidiControls(text)) return { fault: 'text-bidi-override' };
  if (isBlank(text)) return { fault: 'text-empty' };
  if (Buffer.byteLength(text) > MAX_BYTES || hasMoreGraphemes(text, MAX_GRAPHEMES)) return { fault: 'text-too-long' };
  return { text };
}

export type NameFault = 'name-empty' | 'name-too-long' | 'name-malformed';

export const MAX_NAME_GRAPHEMES = 60;

/** The rules for a poster's name: one line, NFC, 1 to 60 graphemes in at most 240 bytes, no control of any kind. */
export function cleanName(raw: string): { name: string } | { fault: NameFault } {
  if (!raw.isWellFormed() || hasControls(raw) || hasBidiControls(raw)) return { fault: 'name-malformed' };
  const name = capMarks(raw.normalize('NFC')).replace(/\s+/g, ' ').trim();
  if (isBlank(name)) return { fault: 'name-empty' };
  if (Buffer.byteLength(name) > 4 * MAX_NAME_GRAPHEMES || hasMoreGraphemes(name, MAX_NAME_GRAPHEMES))
    return { fault: 'name-too-long' };
  return { name };
}

const capMarks = (text: string) => text.replace(new RegExp(`(\\p{M}{${MAX_MARKS}})\\p{M}+`, 'gu'), '$1');

const hasControls = (text: string) => /\p{Cc}/u.test(text);

const hasBidiControls = (text: string) => /[\u202a-\u202e\u2066-\u2069]/.test(text);

const isBlank = (text: string) => /^[\s\u2800\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]*$/u.test(text);

/** Counts only where there may be too many: no text has more graphemes than code units, and counting is slow. */
function hasMoreGraphemes(text: string, max: number): boolean {
  if (text.length <= max) return false;
  let count = 0;
  for (const _ of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) if (++count > max) return true;
  return false;
}
