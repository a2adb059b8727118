/** Everything that XML 1.0 (production 2, `Char`) does not allow: most controls, lone surrogates, U+FFFE and U+FFFF. */
const NOT_XML_CHAR = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * The text without the characters that no XML document may hold, not even as references, and with its line ends as every
 * parser of XML and HTML would make them anyway.
 */
export const xmlChars = (text: string): string => text.replace(NOT_XML_CHAR, '').replace(/\r\n?/g, '\n');

const REFERENCES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in XML or HTML, in content or in a quoted attribute alike. */
export const escapeText = (text: string): string => xmlChars(text).replace(/[&<>"']/g, (c) => REFERENCES[c] ?? c);

/** XML or HTML that is well-formed by construction: made by `markup`, or vouched for by `trusted`. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | readonly Value[] | string | number | undefined;

/**
 * A template that escapes: strings and numbers become text, markup stays as it is, arrays are joined, undefined is nothing.
 * It serves XML and HTML alike, since it writes only references that both know. Attributes must be quoted in the template.
 */
export function markup(parts: TemplateStringsArray, ...values: Value[]): Markup {
  let text = parts[0] ?? '';
  values.forEach((value, i) => {
    text += textOf(value) + (parts[i + 1] ?? '');
  });
  return new Markup(text);
}

/**
 * Plain text as it stands in RSS, which does not say whether an element holds text or HTML. Hexadecimal references are what the
 * RSS Advisory Board's profile and the W3C's validator ask for there; to a parser they are the same.
 */
export const rssText = (text: string): Markup =>
  new Markup(escapeText(text).replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;'));

/** Text as it stands in XML, in a section of its own: shorter than escaped where it is full of tags. */
export const cdata = (text: string): Markup =>
  new Markup(`<![CDATA[${xmlChars(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);

/** Text that is markup already, and safe: the caller says so. */
export const trusted = (text: string): Markup => new Markup(text);

function textOf(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return value.map(textOf).join('');
}
