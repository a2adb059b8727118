import { full, type Hostile, hostile, many, SENTENCE } from './hostile.ts';

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

const LAUGHS = `<!DOCTYPE nitf [<!ENTITY a0 "ha">${many(30, (i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`)}]>`;
const MEGABYTES = 4 * 1024 * 1024;

export const WIRES: readonly Hostile[] = hostile('story', [
  ['billion laughs', () => nitf('<p>&a30;</p>', LAUGHS), 'dtd-not-allowed'],
  ['billion laughs in UTF-16', () => utf16(nitf('<p>&a30;</p>', LAUGHS)), 'dtd-not-allowed'],
  ['billion laughs in UTF-16, big-endian', () => utf16(nitf('<p>&a30;</p>', LAUGHS), true), 'dtd-not-allowed'],
  [
    'a DOCTYPE behind 1 MB of comments',
    (s) => nitf('', `${'<!-- -->'.repeat(12_000 * s)}<!DOCTYPE nitf>`),
    'dtd-not-allowed',
  ],
  [
    'quadratic blow-up',
    (s) => nitf(`<p>${'&a;'.repeat(90_000 * s)}</p>`, `<!DOCTYPE nitf [<!ENTITY a "${'a'.repeat(50_000 * s)}">]>`),
    'dtd-not-allowed',
  ],
  [
    'an external entity',
    () => nitf('<p>&a;</p>', '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    'dtd-not-allowed',
  ],
  [
    'a parameter entity',
    () => nitf('<p>a</p>', '<!DOCTYPE nitf [<!ENTITY % a SYSTEM "http://127.0.0.1/"> %a;]>'),
    'dtd-not-allowed',
  ],
  [
    'XInclude',
    () =>
      nitf('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/><p>a</p>'),
    'nitf',
  ],
  ['a stylesheet', () => nitf('<p>a</p>', '<?xml-stylesheet href="http://127.0.0.1/a.xsl"?>'), 'nitf'],
  ['a million character references', (s) => paragraph('&#x41;'.repeat(800_000 * s)), 'too-complex'],
  ['character references in an attribute', (s) => nitf(`<p id="${'&#65;'.repeat(99_000 * s)}">a</p>`), 'too-complex'],
  ['depth', (s) => nitf('<block>'.repeat(45_000 * s)), 'too-complex'],
  ['50,000 attributes of one element', (s) => nitf(`<p ${many(50_000 * s, (i) => `a${i}="" `)}>a</p>`), 'too-complex'],
  [
    'attributes of many elements',
    (s) => nitf(many(1000 * s, () => `<p ${many(150, (i) => `a${i}="" `)}/>`)),
    'too-complex',
  ],
  ['namespaces', (s) => nitf(many(5000 * s, (i) => `<p xmlns:a${i}="u"/>`)), 'too-complex'],
  ['one huge attribute', (s) => nitf(`<p id="${'a'.repeat(MEGABYTES * s)}">a</p>`), 'too-complex'],
  ['one huge name', (s) => nitf(`<${'a'.repeat(MEGABYTES * s)}/>`), 'too-complex'],
  ['one huge comment', (s) => nitf(`<!--${'- '.repeat((MEGABYTES / 2) * s)}--><p>a</p>`), 'too-complex'],
  ['a comment without end', (s) => nitf(`<!--${'<!-'.repeat(30_000 * s)}`), 'xml-invalid'],
  ['instructions without end', (s) => nitf('<?a '.repeat(40_000 * s)), 'xml-invalid'],
  ['brackets in CDATA', (s) => nitf(`<p><![CDATA[${'>'.repeat(90_000 * s)}]]></p>`), 'too-complex'],
  ['an entity without end', (s) => paragraph(`&${'a'.repeat(MEGABYTES * s)}`), 'too-complex'],
  ['short elements', (s) => nitf('<p/>'.repeat(24_000 * s)), 'too-complex'],
  ['inline elements', (s) => paragraph('<em>a</em>'.repeat(19_000 * s)), 'too-complex'],
  [
    'subjects',
    (s) => item(many(8_000 * s, (i) => `<subject qcode="a:${i}"><name>n${i}</name></subject>`)),
    'too-complex',
  ],
  ['one subject that many assert', (s) => item('<subject qcode="a:1"/>'.repeat(19_000 * s)), 'too-complex'],
  [
    'an encoding that hides the DOCTYPE',
    () => Buffer.from('<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE nitf+AD4-<nitf/>'),
    'unsupported-encoding',
  ],
  [
    'two encodings',
    () =>
      Buffer.from(
        '\ufeff<?xml version="1.0" encoding="windows-1252"?><nitf><body><body.content><p>Hà</p></body.content></body></nitf>',
      ),
    'nitf',
  ],
  ['NUL in XML', () => '<nitf>\0</nitf>', 'binary'],
  ['lists in JSON', (s) => `{"uri":${'['.repeat(19_000 * s)}`, 'too-complex'],
  ['maps in JSON', (s) => `{"uri":${'{"a":'.repeat(800_000 * s)}`, 'too-complex'],
  ['values in JSON', (s) => `{"uri":[${'1,'.repeat(1_900_000 * s)}1]}`, 'too-complex'],
  ['names in JSON', (s) => `{${many(90_000 * s, (i) => `"a${i}":1,`)}"uri":"a"}`, 'too-complex'],
  ['one long string', (s) => ninjs('a'.repeat(MEGABYTES * s)), 'too-complex'],
  ['a string without end', (s) => `{"uri":"${'a'.repeat(MEGABYTES * s)}`, 'too-complex'],
  ['escapes', (s) => `{"uri":"a","body_text":"${'\\u0041'.repeat(90_000 * s)}"}`, 'too-complex'],
  ['one long number', (s) => `{"uri":"a","body_text":"b","version":${'1'.repeat(MEGABYTES * s)}}`, 'too-complex'],
  ['a number beyond all', () => '{"uri":"a","body_text":"b","version":1e999999}', 'ninjs'],
  ['spaces in JSON', (s) => `{${' '.repeat(MEGABYTES * s)}"uri":"a"}`, 'too-complex'],
  ['a prototype', () => '{"uri":"a","__proto__":{"isAdmin":true}}', 'json-invalid'],
  ['names twice', () => '{"uri":"a","uri":"b","body_text":"c"}', 'json-invalid'],
  ['tags without end in a body', (s) => ninjs('<p '.repeat(90_000 * s)), 'too-complex'],
  ['elements in a body', (s) => ninjs(`a${'<div>'.repeat(40_000 * s)}`), 'too-complex'],
  ['opening brackets in a body', (s) => ninjs(`a${'<'.repeat(90_000 * s)}`), 'too-complex'],
  ['paragraphs', (s) => nitf(`<p>${SENTENCE}</p>`.repeat(11_900 * s)), 'nitf'],
  ['inline elements within the limit', (s) => paragraph('<em>a</em>'.repeat(11_900 * s)), 'nitf'],
  ['instructions', (s) => nitf('<?x?>'.repeat(900_000 * s)), 'too-complex'],
  ['comments', (s) => nitf('<!-- -->'.repeat(600_000 * s)), 'too-complex'],
  ['comments before what is no article', (s) => `${'<!---->'.repeat(700_000 * s)}<a/>`, 'too-complex'],
  ['white space before it', (s) => `${' '.repeat(MEGABYTES * s)}<a/>`, 'too-complex'],
  ['references within the limit', (s) => paragraph('&#x41;'.repeat(29_000 * s)), 'nitf'],
  [
    'captions in captions',
    (s) =>
      nitf(
        `<p>a</p>${'<media media-type="image"><media-reference source="https://a.b/c"/><media-caption>'.repeat(24 * s)}a${'</media-caption></media>'.repeat(24 * s)}`,
      ),
    'nitf',
  ],
  [
    'dashes behind a dateline',
    (s) =>
      `<nitf><body><body.head><dateline><location>A${'– '.repeat(900_000 * s)}a</location></dateline></body.head><body.content><p>a</p></body.content></body></nitf>`,
    'invalid-field',
  ],
  [
    'a list of keywords',
    (s) =>
      `<nitf><head><docdata><key-list><keyword key="${many(240_000 * s, (i) => `a${i},`)}"/></key-list></docdata></head><body><body.content><p>a</p></body.content></body></nitf>`,
    'too-many-tags',
  ],
  [
    'subjects within the limit',
    (s) => item(many(4200 * s, (i) => `<subject qcode="a:${i}"><name>n${i}</name></subject>`)),
    'too-many-tags',
  ],
  [
    'text of a million characters',
    (s) => item('', `<inlineData contenttype="text/plain">${full(`${SENTENCE}\n`, 1_150_000 * s)}</inlineData>`),
    'newsml-g2',
  ],
  [
    '8,000 subjects of ninjs',
    (s) =>
      JSON.stringify({
        uri: 'a',
        body_text: 'b',
        subject: Array.from({ length: 8000 * s }, (_, i) => ({ name: `n${i}`, code: `c${i}` })),
      }),
    'too-complex',
  ],
  [
    'keywords of ninjs',
    (s) => JSON.stringify({ uri: 'a', body_text: 'b', keywords: Array.from({ length: 14_000 * s }, () => 'n') }),
    'too-many-tags',
  ],
  ['paragraphs of ninjs', (s) => ninjs(full(`<p>${SENTENCE.repeat(2)}</p>`, 970_000 * s)), 'ninjs'],
  [
    'white space within plain text of ninjs',
    (s) => JSON.stringify({ uri: 'a', body_text: `a${' '.repeat(970_000 * s)}b` }),
    'ninjs',
  ],
  ['lists in lists of a body', (s) => ninjs('<ul><li>a'.repeat(5900 * s)), 'ninjs'],
  ['end tags deep down in a body', (s) => ninjs(`${'<b>'.repeat(7400 * s)}a${'</p>'.repeat(7400 * s)}`), 'ninjs'],
  ['images in a body', (s) => ninjs('<img src=a>a'.repeat(11_900 * s)), 'ninjs'],
  ['escapes within the limit', (s) => `{"uri":"a","body_text":"${'\\u0041'.repeat(29_000 * s)}"}`, 'ninjs'],
]);
