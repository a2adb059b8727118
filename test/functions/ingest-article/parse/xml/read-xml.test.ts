import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UploadRefused } from '../../../../../functions/ingest-article/parse/upload-refused.ts';
import { childOf, type Element, isElement } from '../../../../../functions/ingest-article/parse/xml/element.ts';
import { readXml } from '../../../../../functions/ingest-article/parse/xml/read-xml.ts';
import { escapeHtml } from '../../../../../functions/ingest-article/parse/xml/xml-html.ts';
import { documentOf, refusalOf } from '../parsing.ts';

function refusedBy(xml: string) {
  try {
    readXml(xml);
  } catch (error) {
    if (error instanceof UploadRefused) return error.refusal;
    throw error;
  }
  throw new Error('Not refused');
}

describe('what is read', () => {
  test('mixed content in its order, CDATA and references as text', () => {
    expect(readXml('<a>x<b>y</b>z<!-- c --><?p i?><![CDATA[<&]]>&lt;&#x1F309;</a>').children).toMatchObject([
      'x',
      { name: 'b', children: ['y'] },
      'z',
      '<&',
      '<🌉',
    ]);
  });

  test('namespaces, prefixed and inherited', () => {
    const root = readXml('<n:a xmlns:n="u" xmlns="d" xml:lang="vi"><b/><n:c/></n:a>');
    expect(root).toMatchObject({
      name: 'a',
      namespace: 'u',
      attributes: new Map([
        ['xml:lang', 'vi'],
        ['xmlns:n', 'u'],
        ['xmlns', 'd'],
      ]),
    });
    expect(root.children).toMatchObject([
      { name: 'b', namespace: 'd' },
      { name: 'c', namespace: 'u' },
    ]);
    expect(childOf(root, 'c')).toBeDefined();
    expect(childOf(root, 'b')).toBeUndefined();
  });

  type Tree = { name: string; children: (Tree | string)[] };
  const { tree } = fc.letrec<{ tree: Tree; node: Tree | string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\p{Cc}\ufffe\uffff]/u.test(text)),
      tie('tree'),
    ),
    tree: fc.record({ name: fc.constantFrom('a', 'b', 'c'), children: fc.array(tie('node'), { maxLength: 4 }) }),
  }));
  const written = ({ name, children }: Tree): string =>
    `<${name}>${children.map((child) => (typeof child === 'string' ? escapeHtml(child) : written(child))).join('')}</${name}>`;
  const merged = (children: (Tree | Element | string)[]): unknown[] =>
    children.reduce<unknown[]>((list, child) => {
      const last = list.at(-1);
      if (typeof child !== 'string') list.push({ name: child.name, children: merged([...child.children]) });
      else if (typeof last === 'string') list[list.length - 1] = last + child;
      else list.push(child);
      return list;
    }, []);

  test('any tree comes back as it was written', () => {
    fc.assert(
      fc.property(tree, (wanted) => {
        expect(merged([readXml(written(wanted))])).toEqual(merged([wanted]));
      }),
    );
  });
});

describe('what is refused', () => {
  const inside = (text: string) => `<a>\n${text}</a>`;
  test.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'dtd-not-allowed', 'line 1'],
    [
      'a DOCTYPE behind comments',
      '<?xml version="1.0"?><!--\n--><?p i?>\n<!DOCTYPE a><a/>',
      'dtd-not-allowed',
      'line 3',
    ],
    ['a DOCTYPE in lowercase', '<!doctype a><a/>', 'dtd-not-allowed', 'line 1'],
    ['a DOCTYPE within', '<a>\n<!DOCTYPE a></a>', 'xml-invalid', 'line 2'],
    ['an entity of its own', inside('&b;'), 'xml-invalid', 'line 2'],
    ['an entity by the name of a property', inside('&constructor;'), 'xml-invalid', 'line 2'],
    ['HTML entities', inside('&nbsp;'), 'xml-invalid', 'line 2'],
    ['a reference to NUL', inside('&#0;'), 'xml-invalid', 'line 2'],
    ['a reference to a surrogate', inside('&#xD800;'), 'xml-invalid', 'line 2'],
    ['tags that cross', inside('<b><c></b></c>'), 'xml-invalid', 'line 2'],
    ['an attribute twice', inside('<b c="1" c="2"/>'), 'xml-invalid', 'line 2'],
    ['a prefix that nobody declared', inside('<b:c/>'), 'xml-invalid', 'line 2'],
    ['two roots', '<a/>\n<b/>', 'xml-invalid', 'line 2'],
    ['a bare ampersand', inside('a & b'), 'xml-invalid', 'line 2'],
    ['depth', '<a>'.repeat(101), 'too-complex', 'line 1'],
    ['attributes', `<a ${Array.from({ length: 201 }, (_, i) => `b${i}=""`).join(' ')}/>`, 'too-complex', 'line 1'],
    ['elements', `<a>${'<b/>'.repeat(15_000)}</a>`, 'too-complex', 'line 1'],
  ])('%s', (_, xml, code, line) => {
    const refusal = refusedBy(xml);
    expect(refusal.code).toBe(code);
    expect(refusal.at?.split(',')[0]).toBe(line);
  });

  test('100 levels are read', () => {
    let deepest: Element | string | undefined = readXml('<a>'.repeat(100) + '</a>'.repeat(100));
    let depth = 0;
    while (deepest !== undefined && isElement(deepest)) {
      depth++;
      deepest = deepest.children[0];
    }
    expect(depth).toBe(100);
  });
});

describe('encodings', () => {
  const xml = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><nitf><body><body.content><p>Hà Nội</p></body.content></body></nitf>`;
  const utf16 = (text: string, bom: number[]) => Uint8Array.from([...bom, ...Buffer.from(text, 'utf16le')]);
  const bytes = (encoding: string, letters: number[]) => {
    const [before = '', after = ''] = xml(encoding).split('Hà Nội');
    return Buffer.concat([Buffer.from(before), Buffer.from(letters), Buffer.from(after)]);
  };

  test.each([
    ['UTF-8', Buffer.from(xml('UTF-8'))],
    ['UTF-8 with BOM', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(xml('UTF-8'))])],
    ['UTF-16 with BOM', utf16(xml('UTF-16'), [0xff, 0xfe])],
    ['UTF-16 without BOM', utf16(xml('UTF-16'), [])],
    [
      'UTF-16 big-endian',
      utf16(xml('UTF-16'), [0xff, 0xfe])
        .reverse()
        .map((_, i, all) => all[all.length - 1 - (i ^ 1)] ?? 0),
    ],
    ['UTF-8 that says it is UTF-16', Buffer.from(xml('utf-16'))],
    ['windows-1258', bytes('windows-1258', [0x48, 0xe0, 0x20, 0x4e, 0xf4, 0xf2, 0x69])],
  ])('%s', (_, body) => {
    expect(documentOf(body).bodyText).toBe('Hà Nội');
  });

  test('windows-1252 and the names that mean it', () => {
    for (const name of ['windows-1252', 'ISO-8859-1', 'latin1']) {
      expect(documentOf(bytes(name, [0x93, 0xe9, 0x94])).bodyText).toBe('“é”');
    }
  });

  test('any other is refused by its name', () => {
    const refusal = refusalOf(Buffer.from(xml('Shift_JIS')));
    expect(refusal.code).toBe('unsupported-encoding');
    expect(refusal.message).toMatch(/shift_jis/i);
  });

  test('the content type comes before the declaration', () => {
    expect(documentOf(Buffer.from(xml('windows-1252')), { contentType: 'text/xml; charset=utf-8' }).bodyText).toBe(
      'Hà Nội',
    );
  });
});
