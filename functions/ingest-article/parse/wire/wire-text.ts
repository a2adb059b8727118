import { paragraphsOf } from '../plain-text/paragraphs.ts';
import { escapeHtml } from '../xml/xml-html.ts';

/** A tag that text about news would not hold by chance. */
const MARKUP = /<(?:p|div|br|h[1-6]|ul|ol|table|blockquote|figure|a|em|strong|b|i)(?:\s[^<>]*)?\/?>/i;
const ONE_PARAGRAPH = /^\s*<p>([^<>]*)<\/p>\s*$/i;

/** A text that says it is plain but is written in HTML, as wires send, or `undefined`. */
export function htmlInText(text: string): string | undefined {
  return MARKUP.test(text) && !ONE_PARAGRAPH.test(text) ? text : undefined;
}

/** A wire's plain text as HTML. A paragraph begins after a blank line, or where a line is indented and others are not. */
export function wireTextHtml(text: string): string {
  const lines = text
    .trimEnd()
    .replace(/^\s*\n/, '')
    .split('\n');
  const isIndented = (line: string) => /^[ \t]{2,}\S/.test(line);
  const hasIndents = lines.some(isIndented) && lines.some((line) => /^\S/.test(line));
  const parted = hasIndents ? lines.flatMap((line) => (isIndented(line) ? ['', line] : [line])) : lines;
  return paragraphsOf(parted.map((line, i) => ({ text: line, number: i + 1 })))
    .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
    .join('\n');
}

/** A text that may be HTML in spite of its type, as HTML. */
export function textOrHtml(text: string): string {
  const alone = ONE_PARAGRAPH.exec(text)?.[1];
  return htmlInText(text) ?? wireTextHtml(alone === undefined ? text : unescaped(alone));
}

const CHARACTERS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&', '&#39;': "'" };

const unescaped = (text: string) => text.replace(/&(?:lt|gt|quot|amp|#39);/g, (c) => CHARACTERS[c] ?? c);
