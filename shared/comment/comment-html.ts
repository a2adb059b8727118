import { escapeText } from '../markup.ts';

/** A piece of a paragraph: text, the address of a link, or the end of a line. */
export type CommentPart = { text: string } | { link: string } | { lineEnd: true };

/**
 * What a comment's words show: paragraphs at blank lines, line ends, and http and https addresses as links. Everything else
 * is text. For HTML as a string and for a browser's own elements alike.
 */
export const commentParagraphs = (text: string): CommentPart[][] =>
  text === '' ? [] : text.split(/\n{2,}/).map(partsOf);

/** A comment's words as HTML; search engines are told not to count its links (`ugc nofollow`). */
export const commentHtml = (text: string): string =>
  commentParagraphs(text)
    .map((parts) => `<p>${parts.map(htmlOf).join('')}</p>`)
    .join('\n');

/** What a link in a comment says of itself. */
export const COMMENT_LINK_REL = 'ugc nofollow noopener';

function htmlOf(part: CommentPart): string {
  if ('lineEnd' in part) return '<br>\n';
  if ('text' in part) return escapeText(part.text);
  const address = escapeText(part.link);
  return `<a href="${address}" rel="${COMMENT_LINK_REL}">${address}</a>`;
}

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;

function partsOf(paragraph: string): CommentPart[] {
  const parts: CommentPart[] = [];
  let end = 0;
  for (const { 0: found, index } of paragraph.matchAll(ADDRESS)) {
    const address = withoutTrail(found);
    if (!isPlain(address)) continue;
    parts.push(...linesOf(paragraph.slice(end, index)), { link: address });
    end = index + address.length;
  }
  return [...parts, ...linesOf(paragraph.slice(end))];
}

/** An address with a user name is none to follow: `https://bank.example@elsewhere.example/` leads elsewhere. */
function isPlain(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.username === '' && url.password === '';
}

const linesOf = (text: string): CommentPart[] =>
  text
    .split('\n')
    .flatMap((line, i): CommentPart[] => (i === 0 ? [{ text: line }] : [{ lineEnd: true }, { text: line }]))
    .filter((part) => !('text' in part) || part.text !== '');

/** The sentence's own punctuation is no part of an address, nor is a bracket that the address did not open. */
function withoutTrail(address: string): string {
  let length = address.length;
  const opened = count(address, '(');
  let closed = count(address, ')');
  for (; length > 0; length--) {
    const last = address.charAt(length - 1);
    if (last === ')' && closed > opened) closed--;
    else if (!/[.,:;!?'\]}*_~…]/.test(last)) break;
  }
  return address.slice(0, length);
}

const count = (text: string, character: string) => text.split(character).length - 1;
