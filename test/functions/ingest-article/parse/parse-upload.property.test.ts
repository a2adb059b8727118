import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { articleDocument } from '../../../../shared/article/document.ts';
import { refusal } from '../../../../shared/article/refusal.ts';
import { parse } from './parsing.ts';

/** What hostile and careless text is made of. */
const SCRAPS = [
  ...[
    '\0',
    '\u0003',
    '\u000b',
    '\u007f',
    '\u0085',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00',
    '\u202e',
    '\u200d',
    '\ufeff',
  ],
  ...['\u0338', '\u0301\u0323', 'e\u0302\u0323', '👩‍👩‍👧‍👦', 'Đường', 'Đường'.normalize('NFD'), '大桥', 'สะพาน', 'جسر'],
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    ']]>',
    '<!--',
    '-->',
    '&#3;',
    '&#x338;',
    '&amp;',
    '&nbsp;',
    '<b>',
    '</p>',
    '<script>',
    '<a href="x">',
  ],
  ...[
    '\n',
    '\r\n',
    '\n\n',
    ' ',
    '\t',
    '# ',
    '## ',
    '- ',
    '> ',
    '1. ',
    '```\n',
    '---\n',
    '***',
    '*',
    '_',
    '`',
    '~~',
    '|',
    '|-|\n',
    '\\',
  ],
  ...[
    '[a](',
    '![a](',
    '[^1]',
    '\n\n[^1]: ',
    '\n\n[^a]: b[^1]',
    '^[a',
    'javascript:alert(1)',
    'https://example.org/a',
    'http://a b',
    'data:text/html,x',
    ')',
    ']',
    '[',
    '{',
    '}',
    ':',
  ],
  ...[
    'title: ',
    'tags: [',
    'section: ',
    'date: 2026-11-24',
    'draft: true',
    'id: ',
    'According to Reuters',
    'Source: ',
    'By Jane Doe',
  ],
  ...['Comment (0)', 'The old bridge is closed. ', 'word ', 'A', '.', '!', '…', '(Reuters) - '],
];

const text = fc.array(fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ unit: 'grapheme', maxLength: 8 })), {
  maxLength: 40,
});
const upload = fc
  .tuple(
    fc.constantFrom('', '---\n', '# H\n\n', '---\ntitle: "A\\u0338\\x03"\n---\n', 'The old bridge is closed.\n'),
    text,
  )
  .map(([opening, scraps]) => opening + scraps.join(''));
const metadata = fc.dictionary(
  fc.constantFrom(
    'headline',
    'section',
    'tags',
    'byline',
    'slug',
    'summary',
    'credit',
    'guid',
    'other',
    'language',
    'publishat',
  ),
  fc.oneof(
    text.map((scraps) => scraps.join('')),
    fc.constantFrom('2026-11-24', 'vi', 'Sport', '=?UTF-8?B?AAAA?=', '=?x?q?=FF?='),
  ),
);
const key = fc.constantFrom('a.txt', 'b.md', 'sport/c', 'a b+%/Đ.markdown');

const ELEMENTS =
  /^(?:em|strong|b|i|u|s|del|ins|mark|small|sub|sup|abbr|cite|q|code|kbd|p|h[2-4]|ul|ol|li|dl|dt|dd|blockquote|pre|hr|br|table|caption|thead|tbody|tfoot|tr|th|td|figure|figcaption|img|a)$/;
const ATTRIBUTES: Record<string, RegExp> = {
  'a href': /^(?:https?:\/\/|mailto:|#fn(?:ref)?-[a-z2-7]{8}-\d+(?:-\d+)?$)/i,
  'a id': /^fnref-[a-z2-7]{8}-\d+-\d+$/,
  'a role': /^doc-(?:noteref|backlink)$/,
  'li id': /^fn-[a-z2-7]{8}-\d+$/,
  'a rel': /^noopener$/,
  'a title': /./,
  'img src': /^https:\/\//i,
  'img alt': /^/,
  'img title': /./,
  'ol start': /^\d+$/,
};

/** Every element and attribute that a parser of another make finds in the HTML. */
function* contentsOf(html: string): Generator<{ element: string; attributes: Record<string, string> }> {
  expect(XMLValidator.validate(`<body>${html}</body>`)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    preserveOrder: true,
    parseAttributeValue: false,
  });
  yield* nodesOf(parser.parse(`<body>${html}</body>`)[0].body);
}

function* nodesOf(nodes: Record<string, unknown>[]): ReturnType<typeof contentsOf> {
  for (const node of nodes) {
    for (const [element, children] of Object.entries(node)) {
      if (element === ':@' || element === '#text' || !Array.isArray(children)) continue;
      yield { element, attributes: (node[':@'] ?? {}) as Record<string, string> };
      yield* nodesOf(children);
    }
  }
}

function checkText(value: unknown, path: string) {
  if (typeof value === 'string') {
    expect(value, path).toBe(value.normalize('NFC'));
    expect(value, path).not.toMatch(/[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) if (name !== 'extras') checkText(inner, `${path}.${name}`);
  }
}

test('any text is read or refused, and what is read is clean', () => {
  let read = 0;
  fc.assert(
    fc.property(upload, metadata, key, (body, meta, name) => {
      const parsed = parse(body, { metadata: meta, key: name });
      if (!parsed.ok) {
        expect(refusal.parse(parsed.refusal)).toEqual(parsed.refusal);
        return;
      }
      read++;
      const { document } = parsed;
      articleDocument.parse(document);
      checkText(document, 'document');
      for (const { element, attributes } of contentsOf(document.bodyHtml)) {
        expect(element).toMatch(ELEMENTS);
        for (const [attribute, value] of Object.entries(attributes)) {
          expect(Object.keys(ATTRIBUTES)).toContain(`${element} ${attribute}`);
          expect(value).toMatch(ATTRIBUTES[`${element} ${attribute}`] ?? /^$/);
        }
      }
      expect(document.slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(document.slug.length).toBeLessThanOrEqual(80);
      expect(document.section).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(document.summary.length).toBeLessThanOrEqual(200);
      expect(document.wordCount).toBeGreaterThanOrEqual(0);
      if (document.headlineSource === 'derived') expect(document.headline.length).toBeLessThanOrEqual(101);
      expect(parse(body, { metadata: meta, key: name })).toEqual(parsed);
    }),
    { numRuns: 1500 },
  );
  expect(read).toBeGreaterThan(300);
});

test('any bytes are read or refused', () => {
  const bytes = fc.tuple(
    fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]),
    fc.uint8Array({ maxLength: 60 }),
  );
  const contentType = fc.constantFrom(
    'text/plain',
    'text/plain; charset=windows-1258',
    'text/markdown',
    'x; charset=utf-16',
  );
  fc.assert(
    fc.property(bytes, contentType, ([bom, rest], type) => {
      const parsed = parse(Uint8Array.from([...bom, ...rest]), { contentType: type });
      if (parsed.ok) checkText(parsed.document, 'document');
      else refusal.parse(parsed.refusal);
    }),
    { numRuns: 1000 },
  );
});
