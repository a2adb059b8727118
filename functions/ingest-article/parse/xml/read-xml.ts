import { SaxesParser } from 'saxes';
import { UploadRefused } from '../upload-refused.ts';
import type { Element } from './element.ts';
import { dtdRefused, refuseDoctype } from './prolog.ts';

/** Ten times what the largest news item has. */
const MOST_ELEMENTS = 20_000;
const MOST_ATTRIBUTES_EACH = 200;
const MOST_ATTRIBUTES = 50_000;
const MOST_NAMESPACES = 200;
/** Hyphens, question marks and brackets: the parser looks at each of them by itself where it may end a comment or CDATA. */
const MOST_ENDINGS = 50_000;
/** What reads a tree recurses, so this is also what keeps it from overflowing its stack. */
const DEEPEST = 100;

/** The five that XML has itself. Without a prototype, as the parser would else find `&constructor;` there. */
const ENTITIES: Record<string, string> = Object.assign(Object.create(null), {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
});

type Growing = Element & { children: (Element | string)[] };

/**
 * Parses an XML 1.0 document with namespaces into a tree. Refuses a DOCTYPE (`dtd-not-allowed`), so that there are no
 * entities but the five and character references; what is not well-formed (`xml-invalid`); and more depth, elements or
 * attributes than any article has (`too-complex`). Each refusal has its line and column. Nothing is ever fetched.
 */
export function readXml(text: string): Element {
  refuseDoctype(text);
  refuseManyEndings(text);
  const parser = new SaxesParser({ xmlns: true });
  parser.ENTITIES = ENTITIES;
  const open: Growing[] = [];
  let root: Growing | undefined;
  let [elements, attributes, namespaces, own] = [0, 0, 0, 0];

  const at = () => `line ${parser.line}, column ${parser.column}`;
  const tooComplex = (what: string) =>
    new UploadRefused('too-complex', `There are more than ${what} in it. Upload one article by itself.`, at());

  parser.on('error', (error) => {
    const problem = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    throw new UploadRefused('xml-invalid', `This is not well-formed XML: ${problem.slice(0, 200)}. Correct it.`, at());
  });
  parser.on('doctype', () => {
    throw dtdRefused(parser.line);
  });
  parser.on('opentagstart', () => {
    own = 0;
    if (++elements > MOST_ELEMENTS) throw tooComplex(`${MOST_ELEMENTS} elements`);
    if (open.length >= DEEPEST) throw tooComplex(`${DEEPEST} levels`);
  });
  parser.on('attribute', ({ name }) => {
    if (++own > MOST_ATTRIBUTES_EACH) throw tooComplex(`${MOST_ATTRIBUTES_EACH} attributes of one element`);
    if (++attributes > MOST_ATTRIBUTES) throw tooComplex(`${MOST_ATTRIBUTES} attributes`);
    // To resolve a name is to look through the namespaces of all its ancestors.
    if (name.startsWith('xmlns') && ++namespaces > MOST_NAMESPACES) throw tooComplex(`${MOST_NAMESPACES} namespaces`);
  });
  parser.on('opentag', (tag) => {
    const element: Growing = {
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(Object.values(tag.attributes).map(({ name, value }) => [name, value])),
      children: [],
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const addText = (content: string) => open.at(-1)?.children.push(content);
  parser.on('text', addText);
  parser.on('cdata', addText);

  parser.write(text).close();
  if (!root) throw new UploadRefused('xml-invalid', 'There is no element in it. Upload the article again.', 'line 1');
  return root;
}

function refuseManyEndings(text: string): void {
  const ending = /[-?\]]/g;
  let count = 0;
  while (ending.test(text)) {
    if (++count <= MOST_ENDINGS) continue;
    const message = `There are more than ${MOST_ENDINGS} hyphens, question marks and brackets in it. Upload one article by itself.`;
    throw new UploadRefused('too-complex', message);
  }
}
