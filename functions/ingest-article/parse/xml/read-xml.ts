import { SaxesParser } from 'saxes';
import { checkLength, checkLimits, type Limit, tooComplex } from '../complexity.ts';
import { UploadRefused } from '../upload-refused.ts';
import type { Element } from './element.ts';
import { dtdRefused, refuseDoctype } from './prolog.ts';

/** Of a message of a hundred items of the usual length; one item has a few hundred elements. */
const MOST_CHARACTERS = 2_000_000;
const MOST_ELEMENTS = 12_000;
const MOST_ATTRIBUTES_EACH = 200;
const MOST_ATTRIBUTES = 24_000;
/** A message of 100 items declares some in each. */
const MOST_NAMESPACES = 1000;
/** What is counted before the parser sees it, since it looks at each by itself and tells nobody. */
const SIGNS: readonly Limit[] = [
  { sign: /[-?\]]/g, most: 50_000, what: 'hyphens, question marks and brackets' },
  { sign: />/g, most: 50_000, what: 'tags' },
  { sign: /&/g, most: 30_000, what: 'references' },
];
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
  checkLength(text, MOST_CHARACTERS);
  checkLimits(text, SIGNS);
  const parser = new SaxesParser({ xmlns: true });
  parser.ENTITIES = ENTITIES;
  const open: Growing[] = [];
  let root: Growing | undefined;
  let [elements, attributes, namespaces, own] = [0, 0, 0, 0];

  const at = () => `line ${parser.line}, column ${parser.column}`;
  const tooMany = (what: string) => tooComplex(`There are more than ${what} in it`, at());

  parser.on('error', (error) => {
    const problem = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    throw new UploadRefused('xml-invalid', `This is not well-formed XML: ${problem.slice(0, 200)}. Correct it.`, at());
  });
  parser.on('doctype', () => {
    throw dtdRefused(parser.line);
  });
  parser.on('opentagstart', () => {
    own = 0;
    if (++elements > MOST_ELEMENTS) throw tooMany(`${MOST_ELEMENTS} elements`);
    if (open.length >= DEEPEST) throw tooMany(`${DEEPEST} levels`);
  });
  parser.on('attribute', ({ name }) => {
    if (++own > MOST_ATTRIBUTES_EACH) throw tooMany(`${MOST_ATTRIBUTES_EACH} attributes of one element`);
    if (++attributes > MOST_ATTRIBUTES) throw tooMany(`${MOST_ATTRIBUTES} attributes`);
    // To resolve a name is to look through the namespaces of all its ancestors.
    if (name.startsWith('xmlns') && ++namespaces > MOST_NAMESPACES) throw tooMany(`${MOST_NAMESPACES} namespaces`);
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
