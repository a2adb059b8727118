import { type BrowserDocument, JSDOM } from 'jsdom';
import { SaxesParser } from 'saxes';

/** Written down again, and not taken from the allow-list: what an article's body may hold, and where. */
const MAY_HOLD: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    'em strong b i u s del ins mark small sub sup cite q code kbd p h2 h3 h4 ul dl dt dd blockquote pre hr br table caption thead tbody tfoot tr figure figcaption'
      .split(' ')
      .map((name) => [name, []]),
  ),
  a: ['href', 'title', 'rel', 'id', 'role'],
  li: ['id'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  abbr: ['title'],
  ol: ['start', 'reversed'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
};

/** Elements that HTML puts in by itself. */
const STRUCTURE = new Set(['html', 'head', 'body', 'tbody', 'colgroup']);

/**
 * What is wrong with the HTML of an article's body: elements, attributes and addresses that must not be there, as a browser's
 * parser sees it, and as it does when a browser has written it and it is read again, twice (mutation); or that it is no XML.
 */
export function faultsIn(bodyHtml: string): string[] {
  const faults = faultsAsXml(bodyHtml);
  let html = bodyHtml;
  for (let reading = 1; reading <= 3; reading++) {
    const document = read(html);
    faults.push(...faultsOf(document).map((fault) => `${fault} (reading ${reading})`));
    html = document.body.innerHTML;
  }
  return faults;
}

function faultsOf(document: BrowserDocument): string[] {
  const faults: string[] = [];
  const ids = [...document.querySelectorAll('[id]')].flatMap((element) =>
    [...element.attributes].flatMap(({ name, value }) => (name === 'id' ? [value] : [])),
  );
  if (new Set(ids).size < ids.length) faults.push('an id twice');
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    const allowed = MAY_HOLD[name];
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(`<${name}> of another namespace`);
    else if (!allowed && !STRUCTURE.has(name)) faults.push(`<${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      if (!allowed?.includes(attribute)) faults.push(`<${name} ${attribute}>`);
      if (attribute === 'href' && !isWebAddress(value) && !isNoteLink(value, ids)) faults.push(`href ${value}`);
      if (attribute === 'id' && !NOTE_ID.test(value)) faults.push(`id ${value}`);
      if (attribute === 'role' && !/^doc-(?:noteref|backlink)$/.test(value)) faults.push(`role ${value}`);
      if (attribute === 'src' && protocolOf(value) !== 'https:') faults.push(`src ${value}`);
    }
  }
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_CDATA_SECTION);
  while (comments.nextNode()) faults.push('a comment');
  return faults;
}

/** Footnotes have the only ids, which no property of a document is called like, and links to them that lead somewhere. */
const NOTE_ID = /^fn(?:ref)?-[a-z2-7]{8}-\d+(?:-\d+)?$/;

const isWebAddress = (value: string) =>
  /^(?:https?:\/\/|mailto:)/i.test(value) && ['https:', 'http:', 'mailto:'].includes(protocolOf(value));

const isNoteLink = (href: string, ids: readonly string[]) =>
  NOTE_ID.test(href.slice(1)) && ids.some((id) => href === `#${id}`);

const { DOMParser, NodeFilter } = new JSDOM().window;
const parser = new DOMParser();
const read = (html: string) => parser.parseFromString(`<!doctype html><body>${html}</body>`, 'text/html');

const protocolOf = (address: string) => URL.parse(address)?.protocol ?? 'none';

function faultsAsXml(html: string): string[] {
  const faults: string[] = [];
  const xml = new SaxesParser();
  xml.on('error', (error) => faults.push(`no XML: ${error.message}`));
  xml.write(`<div>${html}</div>`).close();
  return faults.slice(0, 1);
}
