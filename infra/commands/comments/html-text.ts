import { Parser } from 'htmlparser2';

const BLOCKS = new Set([
  'p',
  'div',
  'blockquote',
  'li',
  'ul',
  'ol',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'tr',
  'table',
]);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'title', 'iframe', 'object']);

/** The words of a comment's HTML: paragraphs divided, links as their text and where they lead, everything else that is markup gone. */
export function htmlText(html: string): string {
  let text = '';
  let unseen = 0;
  const links: { href: string; from: number }[] = [];
  const parser = new Parser({
    onopentag(name, { href = '' }) {
      if (UNSEEN.has(name)) unseen++;
      if (name === 'br') text += '\n';
      if (BLOCKS.has(name)) text += '\n\n';
      if (name === 'li') text += '- ';
      if (name === 'a') links.push({ href, from: text.length });
    },
    ontext(words) {
      if (unseen === 0) text += words;
    },
    onclosetag(name) {
      if (UNSEEN.has(name)) unseen = Math.max(0, unseen - 1);
      if (BLOCKS.has(name)) text += '\n\n';
      if (name !== 'a') return;
      const { href, from } = links.pop() ?? { href: '', from: 0 };
      if (/^https?:\/\//i.test(href) && !text.slice(from).includes(href)) text += ` (${href})`;
    },
  });
  parser.end(html);
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/[ \t]+\n/g, '\n');
}
