import { attributeOf, childOf, childrenOf, type Element, rawTextOf } from '../xml/element.ts';
import { contentHtml, htmlElement } from '../xml/xml-html.ts';
import { isWebImage, mediaOf } from './media.ts';

/** What NITF and HTML call by the same name, and NITF's own names for what HTML has. */
const NAMES = new Map([
  ...['p', 'hl2', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'ol', 'ul', 'li', 'dl', 'dt', 'dd']
    .concat(['pre', 'hr', 'br', 'a', 'em', 'q', 'sub', 'sup', 'strong', 'b', 'i', 'u', 'h2', 'h3', 'h4', 'blockquote'])
    .map((name): [string, string] => [name, name === 'hl2' ? 'h2' : name]),
  ['hl1', 'h2'],
  ['bq', 'blockquote'],
  ['fn', 'p'],
  ['credit', 'cite'],
  ['tagline', 'p'],
  ['object.title', 'cite'],
]);

/** Attributes of NITF that HTML has too. */
const ATTRIBUTES = new Set(['href', 'title', 'colspan', 'rowspan', 'start']);

/** What is about the text and not of it. */
const LEFT_OUT = new Set(['nitf-table-metadata', 'alt-code', 'media-metadata']);

/**
 * The content of a NITF 3.x element (`body.content`, `abstract`, `tagline`) as HTML, block and inline elements in their order.
 * Elements that only say what a word is (`person`, `location`, `money`, …) keep their text.
 */
export const nitfHtml = (parent: Element): string => contentHtml(parent, write);

function write(element: Element, content: () => string): string {
  const { name, attributes } = element;
  if (LEFT_OUT.has(name)) return '';
  if (name === 'media') return figure(element);
  if (name === 'frac') return fraction(element);
  if (name === 'em') return htmlElement(emphasis(element), [], content());
  const html = NAMES.get(name);
  if (html === undefined) return content();
  const kept = [...attributes].filter(([attribute]) => ATTRIBUTES.has(attribute));
  // A footnote and a tagline may hold paragraphs of their own.
  return html === 'p' && childrenOf(element, 'p').length > 0 ? content() : htmlElement(html, kept, content());
}

const emphasis = (element: Element) => (/bold|strong/i.test(attributeOf(element, 'class') ?? '') ? 'strong' : 'em');

const fraction = (element: Element) =>
  [childOf(element, 'frac-num'), childOf(element, 'frac-den')].map((part) => rawTextOf(part).trim()).join('/');

/** A picture that is on the web as a figure; any other is in `extras.images` alone, caption and all. */
function figure(media: Element): string {
  const image = mediaOf(media);
  if (!image || !isWebImage(image)) return '';
  const source: [string, string][] = [
    ['src', image.src],
    ['alt', image.alt ?? ''],
    ...(image.width ? [['width', String(image.width)] satisfies [string, string]] : []),
    ...(image.height ? [['height', String(image.height)] satisfies [string, string]] : []),
  ];
  const captions = childrenOf(media, 'media-caption').map((caption) => inlineOf(caption));
  const credit = image.credit && !captions.join(' ').includes(image.credit) ? [` (${image.credit})`] : [];
  const text = [...captions, ...credit].join(' ').trim();
  return htmlElement('figure', [], htmlElement('img', source, '') + (text && htmlElement('figcaption', [], text)));
}

const inlineOf = (caption: Element) =>
  nitfHtml(caption)
    .replace(/<\/p>\s*<p>/g, ' ')
    .replace(/<\/?p>/g, '')
    .trim();
