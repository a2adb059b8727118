/** What stands before the names in a byline, by language; English is the same in every format and is taken off later. */
const BY: Record<string, RegExp> = {
  de: /^von:?\s+/i,
  es: /^por:?\s+/i,
  fr: /^par:?\s+/i,
  pt: /^por:?\s+/i,
};

/** A byline without its `Par`, `Von` or `Por`: the page says that in its own way. */
export function namesInByline(byline: string | undefined, language: string | undefined): string | undefined {
  const by = BY[language?.slice(0, 2).toLowerCase() ?? ''];
  return by ? byline?.replace(by, '') : byline;
}

/** A line without the dash that parts it from the text which it was taken from. */
export const withoutDash = (line: string | undefined): string | undefined =>
  line && (withoutEnd(line, /[\s–—-]/u) || undefined);

/** A text without what it ends in, of one-unit characters. A regular expression would look at each run of them from each of its places. */
export function withoutEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
