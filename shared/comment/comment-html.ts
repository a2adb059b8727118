import { escapeText } from '../markup.ts';

/**
 * A comment's words as HTML: paragraphs at blank lines, breaks at line ends, http and https addresses as links that
 * search engines are told not to count (`ugc nofollow`). Everything else is text, escaped.
 */
export const commentHtml = (text: string): string =>
  text === ''
    ? ''
    : text
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${inline(paragraph)}</p>`)
        .join('\n');

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;

function inline(text: string): string {
  let html = '';
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTrail(found);
    html += plain(text.slice(end, index)) + link(address);
    end = index + address.length;
  }
  return html + plain(text.slice(end));
}

const link = (address: string) =>
  URL.canParse(address)
    ? `<a href="${escapeText(address)}" rel="ugc nofollow noopener">${escapeText(address)}</a>`
    : escapeText(address);

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

const plain = (text: string) => escapeText(text).replaceAll('\n', '<br>\n');
