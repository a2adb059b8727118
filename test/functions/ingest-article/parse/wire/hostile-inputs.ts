/** A hostile upload, and what it has to end in: the code of its refusal, or `read` where there is nothing wrong with it. */
export interface Hostile {
  name: string;
  body: Uint8Array;
  outcome: string;
}

const nitf = (content: string, prolog = '') =>
  `${prolog}<nitf><body><body.content>${content}</body.content></body></nitf>`;
const paragraph = (content: string) => nitf(`<p>${content}</p>`);
const ninjs = (html: string) => JSON.stringify({ uri: 'urn:a:1', body_html: html });
const item = (contentMeta: string, content = '<inlineData contenttype="text/plain">a</inlineData>') =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><contentMeta>${contentMeta}</contentMeta><contentSet>${content}</contentSet></newsItem>`;
const utf16 = (text: string, isBigEndian = false) => {
  const body = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? body.swap16() : body;
};
const many = (times: number, write: (i: number) => string) =>
  Array.from({ length: times }, (_, i) => write(i)).join('');

const LAUGHS = `<!DOCTYPE nitf [<!ENTITY a0 "ha">${many(30, (i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`)}]>`;
const MEGABYTES = 4 * 1024 * 1024;

const TEXTS: readonly (readonly [name: string, body: string | Uint8Array, outcome: string])[] = [
  ['billion laughs', nitf('<p>&a30;</p>', LAUGHS), 'dtd-not-allowed'],
  ['billion laughs in UTF-16', utf16(nitf('<p>&a30;</p>', LAUGHS)), 'dtd-not-allowed'],
  ['billion laughs in UTF-16, big-endian', utf16(nitf('<p>&a30;</p>', LAUGHS), true), 'dtd-not-allowed'],
  ['a DOCTYPE behind 1 MB of comments', nitf('', `${'<!-- -->'.repeat(12_000)}<!DOCTYPE nitf>`), 'dtd-not-allowed'],
  [
    'quadratic blow-up',
    nitf(`<p>${'&a;'.repeat(90_000)}</p>`, `<!DOCTYPE nitf [<!ENTITY a "${'a'.repeat(50_000)}">]>`),
    'dtd-not-allowed',
  ],
  [
    'an external entity',
    nitf('<p>&a;</p>', '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    'dtd-not-allowed',
  ],
  [
    'a parameter entity',
    nitf('<p>a</p>', '<!DOCTYPE nitf [<!ENTITY % a SYSTEM "http://127.0.0.1/"> %a;]>'),
    'dtd-not-allowed',
  ],
  [
    'XInclude',
    nitf('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/><p>a</p>'),
    'read',
  ],
  ['a stylesheet', nitf('<p>a</p>', '<?xml-stylesheet href="http://127.0.0.1/a.xsl"?>'), 'read'],
  ['a million character references', paragraph('&#x41;'.repeat(800_000)), 'too-complex'],
  ['character references in an attribute', nitf(`<p id="${'&#65;'.repeat(99_000)}">a</p>`), 'read'],
  ['depth', nitf('<block>'.repeat(45_000)), 'too-complex'],
  ['50,000 attributes of one element', nitf(`<p ${many(50_000, (i) => `a${i}="" `)}>a</p>`), 'too-complex'],
  ['attributes of many elements', nitf(many(1000, () => `<p ${many(150, (i) => `a${i}="" `)}/>`)), 'too-complex'],
  ['namespaces', nitf(many(5000, (i) => `<p xmlns:a${i}="u"/>`)), 'too-complex'],
  ['one huge attribute', nitf(`<p id="${'a'.repeat(MEGABYTES)}">a</p>`), 'read'],
  ['one huge name', nitf(`<${'a'.repeat(MEGABYTES)}/>`), 'no-text'],
  ['one huge comment', nitf(`<!--${'- '.repeat(MEGABYTES / 2)}--><p>a</p>`), 'too-complex'],
  ['a comment without end', nitf(`<!--${'<!-'.repeat(30_000)}`), 'xml-invalid'],
  ['instructions without end', nitf('<?a '.repeat(40_000)), 'xml-invalid'],
  ['brackets in CDATA', nitf(`<p><![CDATA[${'>'.repeat(90_000)}]]></p>`), 'no-text'],
  ['an entity without end', paragraph(`&${'a'.repeat(MEGABYTES)}`), 'xml-invalid'],
  ['short elements', nitf('<p/>'.repeat(24_000)), 'too-complex'],
  ['inline elements', paragraph('<em>a</em>'.repeat(19_000)), 'read'],
  ['subjects', item(many(8_000, (i) => `<subject qcode="a:${i}"><name>n${i}</name></subject>`)), 'too-many-tags'],
  ['one subject that many assert', item('<subject qcode="a:1"/>'.repeat(19_000)), 'read'],
  [
    'an encoding that hides the DOCTYPE',
    Buffer.from('<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE nitf+AD4-<nitf/>'),
    'unsupported-encoding',
  ],
  [
    'two encodings',
    Buffer.from(
      '\ufeff<?xml version="1.0" encoding="windows-1252"?><nitf><body><body.content><p>Hà</p></body.content></body></nitf>',
    ),
    'read',
  ],
  ['NUL in XML', '<nitf>\0</nitf>', 'binary'],
  ['lists in JSON', `{"uri":${'['.repeat(19_000)}`, 'too-complex'],
  ['maps in JSON', `{"uri":${'{"a":'.repeat(800_000)}`, 'too-complex'],
  ['values in JSON', `{"uri":[${'1,'.repeat(1_900_000)}1]}`, 'too-complex'],
  ['names in JSON', `{${many(90_000, (i) => `"a${i}":1,`)}"uri":"a"}`, 'too-complex'],
  ['one long string', ninjs('a'.repeat(MEGABYTES)), 'read'],
  ['a string without end', `{"uri":"${'a'.repeat(MEGABYTES)}`, 'json-invalid'],
  ['escapes', `{"uri":"a","body_text":"${'\\u0041'.repeat(90_000)}"}`, 'read'],
  ['one long number', `{"uri":"a","body_text":"b","version":${'1'.repeat(MEGABYTES)}}`, 'read'],
  ['a number beyond all', '{"uri":"a","body_text":"b","version":1e999999}', 'read'],
  ['spaces in JSON', `{${' '.repeat(MEGABYTES)}"uri":"a"}`, 'no-text'],
  ['a prototype', '{"uri":"a","__proto__":{"isAdmin":true}}', 'json-invalid'],
  ['names twice', '{"uri":"a","uri":"b","body_text":"c"}', 'json-invalid'],
  ['tags without end in a body', ninjs('<p '.repeat(90_000)), 'no-text'],
  ['elements in a body', ninjs(`a${'<div>'.repeat(40_000)}`), 'read'],
  ['opening brackets in a body', ninjs(`a${'<'.repeat(90_000)}`), 'read'],
];

export const HOSTILE: readonly Hostile[] = TEXTS.map(([name, body, outcome]) => ({
  name,
  body: typeof body === 'string' ? Buffer.from(body) : body,
  outcome,
}));
