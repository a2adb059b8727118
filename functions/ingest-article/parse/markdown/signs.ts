/** How much of a text is looked at: its form shows early. */
const LOOKED_AT = 20_000;

/** What hardly anybody types who is not writing Markdown. */
const STRONG: readonly RegExp[] = [
  /^ {0,3}#{1,6} +\S/m,
  /^\S[^\n]*\n={3,} *$/m,
  /\[[^\]\n]{1,200}\]\([^)\s]{1,500}(?: "[^"\n]{0,200}")?\)/,
  /(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*/,
  /^(?:```|~~~)/m,
  /^\|? *:?-{3,}:? *\|/m,
  /^\[[^\]\n]{1,200}\]: *\S/m,
];

/** What plain text may hold as well. */
const WEAK: readonly RegExp[] = [
  /^ {0,3}[-*+] +\S/m,
  /^ {0,3}\d{1,3}[.)] +\S/m,
  /^ {0,3}> ?\S/m,
  /(?<![\w*])[*_][^\s*_][^*_\n]{0,200}[*_](?![\w*])/,
  /`[^`\n]{1,200}`/,
  /<https?:\/\/[^\s>]{1,500}>/,
  /^(?:---|\*\*\*) *$/m,
];

/** True when the text is written in Markdown: by its own strong signs, or by any sign when its name or type says so. */
export function looksLikeMarkdown(text: string, isSaidToBe: boolean): boolean {
  const opening = text.slice(0, LOOKED_AT);
  const strong = STRONG.filter((sign) => sign.test(opening)).length;
  if (isSaidToBe) return strong > 0 || WEAK.some((sign) => sign.test(opening));
  return strong >= 2 || /^\s*# +\S/.test(opening);
}
