import sanitizeHtml from 'sanitize-html';
import { cleanText } from './clean-text.ts';
import { placeholderIndex } from './image-placeholder.ts';

const TEXT_TAGS = [
  'em',
  'strong',
  'b',
  'i',
  'u',
  's',
  'del',
  'ins',
  'mark',
  'small',
  'sub',
  'sup',
  'abbr',
  'cite',
  'q',
  'code',
  'kbd',
];
const BLOCK_TAGS = ['p', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'hr', 'br'];
const TABLE_TAGS = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];
const MEDIA_TAGS = ['figure', 'figcaption', 'img'];

const LINK = /^(?:https?:\/\/|mailto:)/i;
const NUMBER = /^-?\d{1,9}$/;
const IMAGE = /^https:\/\//i;

/**
 * What an article's body may hold, whatever format it came in (invariant 11). Everything else loses its tag and keeps its
 * text, except what was never text (script, style, …), which goes. Relative URLs have no meaning away from their page and go.
 */
const ALLOW_LIST: sanitizeHtml.IOptions = {
  allowedTags: [...TEXT_TAGS, ...BLOCK_TAGS, ...TABLE_TAGS, ...MEDIA_TAGS, 'a'],
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'id', 'role'],
    li: ['id'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    abbr: ['title'],
    ol: ['start', 'reversed'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'iframe',
    'object',
    'title',
    'svg',
    'math',
  ],
  transformTags: {
    // The page's own headline is its h1.
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    ol: (tagName, { start, reversed }) => ({
      tagName,
      attribs: {
        ...(start !== undefined && NUMBER.test(start) && { start }),
        // With a value, as XML has it.
        ...(reversed !== undefined && { reversed: 'reversed' }),
      },
    }),
    a: (tagName, attribs) => ({ tagName, attribs: webLink(attribs) }),
    img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, src: withoutSpaces(attribs.src ?? '') } }),
    li: (tagName) => ({ tagName, attribs: {} }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !IMAGE.test(attribs.src ?? ''),
};

function webLink({ href = '', title }: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const address = href.trim();
  return LINK.test(address) ? { href: withoutSpaces(address), ...(title && { title }), rel: 'noopener' } : {};
}

/** As browsers read it: RFC 3986 has no white space, and who is strict takes no address that has some. */
const withoutSpaces = (address: string): string =>
  address
    .trim()
    .replace(/[\t\n\r]/g, '')
    .replaceAll(' ', '%20');

/** What becomes of an image by its address and words: another address, or undefined to leave it out. */
export type TakeImage = (image: { src: string; alt?: string; title?: string }) => string | undefined;

/** What this one article may have beside the allow-list. */
interface Allowed {
  /** Images that are no https addresses; without it they go. */
  take?: TakeImage;
  /** Footnotes, whose ids hold this mark: `fn-{mark}-1`, referred to from `fnref-{mark}-1-1`. Without it there is no id at all. */
  noteMark?: string | undefined;
}

function allowing({ take, noteMark }: Allowed): sanitizeHtml.IOptions {
  const transformTags = {
    ...ALLOW_LIST.transformTags,
    ...(take && { img: takingImages(take) }),
    ...(noteMark !== undefined && footnotes(noteMark)),
  };
  return { ...ALLOW_LIST, transformTags };
}

const takingImages =
  (take: TakeImage): sanitizeHtml.Transformer =>
  (tagName, attribs) => {
    const src = take({ ...attribs, src: attribs.src ?? '' });
    if (src === undefined) return { tagName, attribs: {} };
    return {
      tagName,
      attribs: placeholderIndex(src) === undefined ? { ...attribs, src: withoutSpaces(src) } : { src },
    };
  };

/** Links within the article, between a footnote and what refers to it, with their roles as DPUB-ARIA has them. */
function footnotes(mark: string): Record<'a' | 'li', sanitizeHtml.Transformer> {
  const note = new RegExp(`^fn-${mark}-\\d{1,5}$`);
  const reference = new RegExp(`^fnref-${mark}-\\d{1,5}-\\d{1,5}$`);
  const idLike = (pattern: RegExp, id: string | undefined) => (id !== undefined && pattern.test(id) ? { id } : {});
  return {
    a: (tagName, attribs) => {
      const to = attribs.href?.startsWith('#') ? attribs.href.slice(1) : '';
      if (note.test(to)) {
        return { tagName, attribs: { href: `#${to}`, ...idLike(reference, attribs.id), role: 'doc-noteref' } };
      }
      return { tagName, attribs: reference.test(to) ? { href: `#${to}`, role: 'doc-backlink' } : webLink(attribs) };
    },
    li: (tagName, { id }) => ({ tagName, attribs: idLike(note, id) }),
  };
}

/**
 * HTML through the allow-list: clean text (see `cleanText`), and well-formed as XML too, so that feeds can carry it as it is.
 * A combining mark right after a tag is dropped: in NFC, U+0338 would merge with the tag's `>`. So are line breaks at the
 * beginning of `pre`, of which HTML's parsers take the first one and XML's none.
 */
export const articleHtml = (html: string, allowed: Allowed = {}): string =>
  cleanText(
    sanitizeHtml(html, allowing(allowed))
      .replace(/>\p{M}+/gu, '>')
      .replace(/<pre>\n+/g, '<pre>'),
  );

/** What each tag means in text, with the white space after it that only lays the source out. */
const IN_TEXT: readonly [RegExp, string][] = [
  // Numbers of footnotes would stick to the words before them.
  [/ ?<a [^>]*role="doc-(?:noteref|backlink)"[^>]*>[^<]*<\/a>/g, ''],
  [/<br \/>\n?/g, '\n'],
  [/<(?:ul|ol|dl|li|table|thead|tbody|tfoot|tr|blockquote|figure)(?: [^>]*)?>\s*/g, ''],
  [/<\/(?:td|th)>\s*/g, '\t'],
  [/\t?<\/tr>\s*|<\/(?:li|dt|dd)>\s*/g, '\n'],
  [/<\/(?:thead|tbody|tfoot)>\s*/g, ''],
  [/<\/(?:p|h[2-4]|ul|ol|dl|blockquote|pre|table|caption|figure|figcaption)>\s*|<hr \/>\s*/g, '\n\n'],
  [/<[^>]*>/g, ''],
];

const CHARACTERS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The text of HTML that came out of `articleHtml`: blocks are parted by a blank line, list items and rows by a line break. */
export function textOfArticleHtml(html: string): string {
  const text = IN_TEXT.reduce((result, [tag, meaning]) => result.replace(tag, meaning), html)
    .replace(/&(?:lt|gt|quot|amp);/g, (reference) => CHARACTERS[reference] ?? reference)
    .replace(/\n{3,}/g, '\n\n');
  return cleanText(text).trim();
}
