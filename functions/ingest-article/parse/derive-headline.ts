const LONGEST = 100;

/** Where a sentence ends: its mark, what closes with it, and white space before something that can begin the next. */
const SENTENCE_END = /[.!?…]+["'”’)]*(?=\s+["'“‘(]?[\p{Lu}\p{N}])|[。！？]|\n/gu;

/** A full stop after these, or after one capital, ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("“])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|Jr|Sr|No|vs|TP|Tp|ThS|TS|PGS|GS|BS|KS|Q|P|Nov|Dec|Jan|Feb|Aug|Sept?|Oct)\.$|\p{Lu}\.\p{Lu}\.$/u;

/** Words that leave a headline hanging when it is cut behind them. */
const WEAK_LAST =
  /[\s,;:–—-]+(?:a|an|the|and|or|but|of|to|in|on|at|by|for|from|with|as|that|which|who|his|her|its|their|is|are|was|were|be|và|của|là|các|những|một|với|cho|để|trong|tại|ở|từ|khi|theo|đã|đang|sẽ|bị|được|do|vì|về)$/iu;

/**
 * A headline for a text that came without one: its first sentence, cut to at most 100 characters where a clause or else a
 * word ends. Three dots say that it was cut.
 */
export function deriveHeadline(bodyText: string): string {
  const sentence = firstSentence(bodyText.slice(0, 2000)).replace(/\s+/gu, ' ').trim();
  if (sentence.length <= LONGEST) return sentence.replace(/(?<![.\p{Lu}])[.。]$/u, '');
  const room = sentence.slice(0, LONGEST);
  const clause = Math.max(
    room.lastIndexOf(', '),
    room.lastIndexOf('; '),
    room.lastIndexOf(' – '),
    room.lastIndexOf(' — '),
  );
  const word = room.lastIndexOf(' ');
  let cut = room.slice(0, clause >= LONGEST / 2 ? clause : word > 0 ? word : wholeCharacters(room));
  while (WEAK_LAST.test(cut)) cut = cut.replace(WEAK_LAST, '');
  return `${cut.replace(/[\s,;:–—-]+$/u, '')}…`;
}

function firstSentence(text: string): string {
  for (const end of text.matchAll(SENTENCE_END)) {
    const upTo = text.slice(0, end.index + (end[0] === '\n' ? 0 : end[0].length));
    if (!ABBREVIATION.test(upTo.slice(-12)) && /\p{L}/u.test(upTo)) return upTo;
  }
  return text;
}

/** How much of a text without spaces holds whole characters only, and leaves room for the three dots. */
function wholeCharacters(text: string): number {
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)];
  return characters.at(-1)?.index || text.length;
}
