import { parseTime } from '../../../../shared/article/zoned-time.ts';
import { dateInWords } from '../date-in-words.ts';
import type { Fields } from '../fields.ts';
import type { Line } from '../trailer.ts';

/** Headline, byline, and two times: below that is the text. */
const MOST_LINES = 4;
const PROSE = 100;

const LABEL =
  /^(?:(?:first )?published|posted|(?:last )?updated|date|đăng(?: lúc| ngày)?|ngày đăng|cập nhật(?: lúc)?)(?: on| at)?\s*:?\s+/i;
const WEEKDAY = /^(?:thứ\s|chủ nhật|\p{L}+day,)/iu;

/**
 * Takes lines that are a time and nothing else from above the text of a saved page: `Thứ Ba, 24/11/2026, 10:30 (GMT+7)`. The latest
 * is the document's time and never that of its publication, which might hold it back. A date alone stays: it may head a chronicle.
 */
export function takePageTimes(
  lines: readonly Line[],
  given: Fields,
): { lines: Line[]; fields: Fields; unused: string[] } {
  const times: { written: string; line: Line }[] = [];
  const unused: string[] = [];
  const taken = new Set<Line>();
  for (const line of lines.filter(({ text }) => text.trim() !== '').slice(0, MOST_LINES)) {
    const text = line.text.trim();
    if (text.length > PROSE) break;
    const said = text.replace(LABEL, '');
    const isMarked = said !== text || WEEKDAY.test(said);
    const written = dateInWords(said, given.language?.values[0]);
    // In numbers that may be two days it says nothing, and is no text either.
    const looksLike = written ?? dateInWords(said, 'vi');
    if (!looksLike || !parseTime(looksLike, 'UTC') || (!isMarked && !looksLike.includes('T'))) continue;
    taken.add(line);
    if (written !== undefined) times.push({ written, line });
    else unused.push(text);
  }
  const latest = times.reduce<(typeof times)[0] | undefined>(
    (a, b) => (a && a.written >= b.written ? a : b),
    undefined,
  );
  return {
    lines: lines.filter((line) => !taken.has(line)),
    fields: latest ? { documentTime: { values: [latest.written], at: `line ${latest.line.number}` } } : {},
    unused,
  };
}
