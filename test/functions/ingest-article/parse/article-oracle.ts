import { type BrowserDocument, JSDOM } from 'jsdom';
import { SaxesParser } from 'saxes';

/** Written down again, and not taken from the allow-list: what an article's body may hold, and where. */
const MAY_HOLD: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    'em strong b i u s del ins mark small sub sup cite q code kbd p h2 h3 h4 ul li dl dt dd blockquote pre hr br table caption thead tbody tfoot tr figure figcaption'
      .split(' ')
      .map((name) => [name, []]),
  ),
  a: ['href', 'title', 'rel'],
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
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    const allowed = MAY_HOLD[name];
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(`<${name}> of another namespace`);
    else if (!allowed && !STRUCTURE.has(name)) faults.push(`<${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      if (!allowed?.includes(attribute)) faults.push(`<${name} ${attribute}>`);
      if (attribute === 'href' && !/^(?:https?:\/\/|mailto:)/i.test(value)) faults.push(`href ${value}`);
      if (attribute === 'href' && !['https:', 'http:', 'mailto:'].includes(protocolOf(value)))
        faults.push(`href ${value}`);
      if (attribute === 'src' && protocolOf(value) !== 'https:') faults.push(`src ${value}`);
    }
  }
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_CDATA_SECTION);
  while (comments.nextNode()) faults.push('a comment');
  return faults;
}

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
