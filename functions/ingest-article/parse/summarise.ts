/** As long as a summary may be, in UTF-16 units: with the rest of a feed entry it has to fit 1 KB. */
const LONGEST = 200;

/** The beginning of a text on one line, at most 200 characters, cut where a word ends and marked with three dots. */
export function summarise(text: string): string {
  const start = text
    .slice(0, 4 * LONGEST)
    .replace(/\s+/gu, ' ')
    .trim();
  if (start.length <= LONGEST) return start;
  const room = start.slice(0, LONGEST);
  const word = room.lastIndexOf(' ');
  if (word > LONGEST / 2) return `${room.slice(0, word).replace(/[\s,;:–—-]+$/u, '')}…`;
  // No space to cut at: Chinese, or one long word. Whole graphemes at least, so that no emoji is halved.
  let cut = 0;
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(room)) cut = index;
  return `${room.slice(0, cut)}…`;
}
