import { type Nitf, readNitf } from '../nitf/read-nitf.ts';
import { textOrHtml } from '../wire/wire-text.ts';
import { attributeOf, childOf, childrenOf, type Element, elementsIn, rawTextOf } from '../xml/element.ts';
import { xhtmlContent } from '../xml/xml-html.ts';

/** The text of an item. `nitf` is what an inline NITF document says beside its body. */
export interface InlineText {
  html: string;
  nitf?: Nitf;
}

/** The first inline content with text in it: `inlineXML` with NITF or XHTML, else `inlineData`; undefined where there is none. */
export function inlineText(contentSet: Element | undefined): InlineText | undefined {
  const inline = [
    ...childrenOf(contentSet, 'inlineXML').map(fromXml),
    ...childrenOf(contentSet, 'inlineData').map(fromData),
  ];
  return inline.find(({ html }) => /[\p{L}\p{N}]/u.test(html.replace(/<[^<>]*>/g, '')));
}

function fromXml(inline: Element): InlineText {
  const [root] = elementsIn(inline);
  if (root?.name === 'nitf') {
    const nitf = readNitf(root);
    return { html: nitf.html, nitf };
  }
  const body = root?.name === 'html' ? childOf(root, 'body') : undefined;
  return { html: body ? xhtmlContent(body) : root?.name === 'html' ? '' : xhtmlContent(inline) };
}

/** Character data; what is encoded (`base64`, gzip) is not text that anybody declared as such, and is left alone. */
function fromData(inline: Element): InlineText {
  if (attributeOf(inline, 'encoding') !== undefined) return { html: '' };
  const type = attributeOf(inline, 'contenttype') ?? 'text/plain';
  if (/html/i.test(type)) {
    return { html: elementsIn(inline).length > 0 ? xhtmlContent(inline) : rawTextOf(inline) };
  }
  if (elementsIn(inline).length > 0) return { html: xhtmlContent(inline) };
  return /^text\//i.test(type) ? { html: textOrHtml(rawTextOf(inline)) } : { html: '' };
}
