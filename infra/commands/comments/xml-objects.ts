import { SaxesParser } from 'saxes';
import { FileRefused } from './file-refused.ts';
import { tidiedXml } from './tidied-xml.ts';

/** An element with those below it as plain fields, by their path (`author/name`, its own text by ``), attributes by `path@name`; names without prefixes. */
export interface XmlObject {
  name: string;
  fields: ReadonlyMap<string, string>;
}

interface Open {
  name: string;
  fields: Map<string, string>;
  path: string[];
  /** The field that text goes to; undefined for one that was there before. */
  field: string | undefined;
}

/** Longer than any comment may be: what comes after is left out. */
const MAX_FIELD = 200_000;
const MAX_DEPTH = 100;

/** What blogs write without declaring it. */
const BLOGS_ENTITIES = {
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/** Without a prototype, as the parser would else find `&constructor;` there. */
const ENTITIES: Record<string, string> = Object.assign(Object.create(null), BLOGS_ENTITIES, {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
});

/**
 * The elements of these names (`parent/name`) in an XML text that comes in chunks, as each of them ends; the name of the root first, as an object without fields. In memory
 * it has those that are open. Throws, with the line, for what is not well-formed, has a document type, or is too deep.
 */
export async function* xmlObjects(chunks: AsyncIterable<string>, names: readonly string[]): AsyncGenerator<XmlObject> {
  const parser = new SaxesParser();
  parser.ENTITIES = ENTITIES;
  const ready: XmlObject[] = [];
  const open: Open[] = [];
  const parents: string[] = [];
  const refuse = (why: string) => new FileRefused(`Line ${parser.line}: ${why}`);
  parser.on('error', (error) => {
    throw refuse(error.message.replace(/^[\d:]+ */, ''));
  });
  parser.on('doctype', () => {
    throw refuse('it has a document type, which is not read.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    const isObject = names.includes(`${parents.at(-1)}/${local}`);
    if (parents.push(local) > MAX_DEPTH) throw refuse('its elements are too deep.');
    if (parents.length === 1) ready.push({ name: local, fields: new Map() });
    const within = open.at(-1);
    if (isObject) open.push({ name: local, fields: new Map([['', '']]), path: [], field: '' });
    else if (within) {
      within.path.push(local);
      const path = within.path.join('/');
      // The first of several counts.
      within.field = within.fields.has(path) ? undefined : path;
      if (within.field) within.fields.set(path, '');
    }
    const at = open.at(-1);
    if (!at || (!isObject && at.field === undefined)) return;
    for (const [key, value] of Object.entries(attributes)) {
      at.fields.set(`${at.path.join('/')}@${localName(key)}`, String(value).slice(0, MAX_FIELD));
    }
  });
  const onText = (text: string) => {
    const at = open.at(-1);
    if (at?.field === undefined) return;
    const before = at.fields.get(at.field) ?? '';
    if (before.length <= MAX_FIELD) at.fields.set(at.field, before + text.slice(0, MAX_FIELD + 1 - before.length));
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', ({ name }) => {
    parents.pop();
    const at = open.at(-1);
    if (!at) return;
    at.field = undefined;
    if (at.path.length > 0) at.path.pop();
    else if (at.name === localName(name)) {
      open.pop();
      ready.push({ name: at.name, fields: at.fields });
    }
  });
  for await (const chunk of tidiedXml(chunks)) {
    parser.write(chunk);
    yield* ready.splice(0);
  }
  parser.close();
  yield* ready.splice(0);
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
