import { describe, expect, test } from 'vitest';
import { MOST_CHARACTERS } from '../../../../functions/ingest-article/parse/complexity.ts';
import { MAX_UPLOAD_BYTES } from '../../../../functions/ingest-article/parse/parse-upload.ts';
import { documentOf, refusalOf } from './parsing.ts';

const PROSE = 'The council voted on Tuesday to close the old bridge for the winter.';
const VIETNAMESE = 'Hội đồng thành phố hôm thứ Ba đã bỏ phiếu đóng cửa cây cầu cũ trong suốt mùa đông.';
const bytes = (...parts: (number[] | string)[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('bytes', () => {
  test.each([
    ['UTF-8', bytes(VIETNAMESE), undefined],
    ['UTF-8 with BOM', bytes([0xef, 0xbb, 0xbf], VIETNAMESE), undefined],
    ['UTF-16LE', Buffer.concat([bytes([0xff, 0xfe]), utf16(VIETNAMESE)]), undefined],
    ['UTF-16BE', Buffer.concat([bytes([0xfe, 0xff]), utf16(VIETNAMESE).swap16()]), undefined],
    [
      'a BOM against what is declared',
      Buffer.concat([bytes([0xff, 0xfe]), utf16(VIETNAMESE)]),
      'text/plain; charset=latin1',
    ],
    ['ASCII, as it is declared', bytes(VIETNAMESE), 'text/plain;charset="us-ascii"'],
    ['NFD', bytes(VIETNAMESE.normalize('NFD')), undefined],
  ])('%s', (_, body, contentType) => {
    expect(documentOf(body, contentType === undefined ? {} : { contentType }).bodyText).toBe(VIETNAMESE);
  });

  test.each([
    ['windows-1252', [0x93, 0x48, 0xe9, 0x94], '“Hé”'],
    ['iso-8859-1', [0x48, 0xe9], 'Hé'],
    ['windows-1258', [0x48, 0xe0, 0x20, 0x4e, 0xf4, 0xf2, 0x69], 'Hà Nội'],
  ])('%s where it is declared', (charset, body, text) => {
    expect(documentOf(bytes(body), { contentType: `text/plain; charset=${charset}` }).bodyText).toBe(text);
  });

  test.each([
    ['nothing', bytes(''), 'empty', undefined],
    ['white space', bytes(' \n\t\u00a0\n\r\n'), 'empty', undefined],
    ['a BOM alone', bytes([0xef, 0xbb, 0xbf]), 'empty', undefined],
    ['over 5 MB', Buffer.alloc(MAX_UPLOAD_BYTES + 1, 'a'), 'too-large', undefined],
    ['a wrong byte', bytes('abc\u00e9', [0xe9], 'def'), 'invalid-encoding', 'byte 6'],
    ['a cut character', bytes('abc', [0xe1, 0xba]), 'invalid-encoding', 'byte 5'],
    ['a surrogate in UTF-8', bytes('ab', [0xed, 0xa0, 0x80]), 'invalid-encoding', 'byte 3'],
    ['half a UTF-16 unit', bytes([0xff, 0xfe, 0x41, 0x00, 0x42]), 'invalid-encoding', 'byte 5'],
    ['NUL', bytes('one\ntwo\nthr\0ee'), 'binary', 'line 3'],
    ['UTF-16 without BOM', utf16(PROSE), 'binary', 'line 1'],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 'unsupported-encoding', undefined],
    ['a PDF', bytes('%PDF-1.7\n...'), 'binary', 'byte 0'],
    ['a ZIP', bytes('PK\u0003\u0004...'), 'binary', 'byte 0'],
    ['a PNG', bytes([0x89], 'PNG\r\n'), 'binary', 'byte 0'],
    ['XML', bytes('<?xml version="1.0"?><rss/>'), 'unsupported-format', undefined],
    ['NewsML without text', bytes('<newsItem guid="a"><b/></newsItem>'), 'no-text', 'line 1 (newsItem)'],
    ['JSON', bytes('{"headline": "A"}'), 'unsupported-format', undefined],
    ['RTF', bytes('{\\rtf1 A}'), 'unsupported-format', undefined],
    ['a wall of brackets', bytes('['.repeat(50_000)), 'too-complex', undefined],
  ])('%s is refused', (_, body, code, at) => {
    const refusal = refusalOf(body);
    expect(refusal.code).toBe(code);
    expect(refusal.at).toBe(at);
  });

  test('an encoding that is not supported is refused by its name', () => {
    for (const charset of ['big5', 'klingon']) {
      const refusal = refusalOf(PROSE, { contentType: `text/plain; charset=${charset}` });
      expect(refusal.code).toBe('unsupported-encoding');
      expect(refusal.message).toContain(charset);
    }
  });

  test('a million characters of prose are read, and no more', () => {
    expect(documentOf(Buffer.alloc(MOST_CHARACTERS, `${PROSE} `)).wordCount).toBeGreaterThan(150_000);
    expect(refusalOf(Buffer.alloc(MOST_CHARACTERS + 1, `${PROSE} `)).code).toBe('too-complex');
  });

  test('stray controls are taken out and counted', () => {
    const { bodyText, extras } = documentOf(`The \u0003old\u0008 bri\u0085dge\ufffe is\u007f closed.`);
    expect(bodyText).toBe('The old bri\n\ndge is closed.');
    expect(extras).toEqual({ strippedControls: 4 });
  });
});

describe('object metadata', () => {
  test('speaks before front matter, and front matter before the text', () => {
    const text = `---\ntitle: Front\nsection: world\ncredit: Front Wire\n---\n# Text\n\n${PROSE}\n\nAccording to Reuters`;
    expect(documentOf(text, { metadata: { headline: 'Meta', tags: 'a, b' } })).toMatchObject({
      headline: 'Meta',
      section: 'world',
      credit: 'Front Wire',
      tags: [{ name: 'a' }, { name: 'b' }],
    });
  });

  test('names every field, with hyphens or without, and what it does not know is kept', () => {
    const metadata = {
      'canonical-source': 'https://example.org/x',
      publishat: '2026-11-24T07:00:00Z',
      'publish-at-note': 'soon',
      usageterms: 'Not for print',
      pubstatus: 'withheld',
      'correction-note': 'Corrected.',
      byline: 'By Jane Doe',
    };
    expect(documentOf(PROSE, { metadata })).toMatchObject({
      canonicalSource: 'https://example.org/x',
      publishAt: '2026-11-24T07:00:00.000Z',
      usageterms: 'Not for print',
      pubStatus: 'withheld',
      correctionNote: 'Corrected.',
      byline: 'Jane Doe',
      authors: ['Jane Doe'],
      extras: { metadata: { 'publish-at-note': 'soon' } },
    });
  });

  test.each([
    ['=?UTF-8?B?Q+G6p3UgY8WpIMSRw7NuZyBj4butYQ==?=', 'Cầu cũ đóng cửa'],
    ['=?utf-8?q?C=E1=BA=A7u_c=C5=A9?=', 'Cầu cũ'],
    ['=?UTF-8?Q?C=E1=BA?= =?UTF-8?Q?=A7u?=', 'Cầu'],
    ['Old =?UTF-8?Q?C=E1=BA=A7u?= bridge', 'Old Cầu bridge'],
    ['=?iso-8859-1?q?Caf=E9?=', 'Café'],
    ['CaÌ\u0082u'.normalize('NFC'), 'Câu'],
    [Buffer.from('Cầu cũ').toString('latin1'), 'Cầu cũ'],
    ['Café', 'Café'],
    ['Cầu cũ', 'Cầu cũ'],
    ['a =? b', 'a =? b'],
  ])('%j reads %j', (value, headline) => {
    expect(documentOf(PROSE, { metadata: { headline: value } }).headline).toBe(headline);
  });

  test('what a copying tool notes of the file makes no other article of it', () => {
    const noted = documentOf(PROSE, { metadata: { mtime: '1732431600.5', 's3cmd-attrs': 'uid:0/mode:33188' } });
    expect(noted).toEqual(documentOf(PROSE));
  });

  test('what is wrong with it is said by its header', () => {
    expect(refusalOf(PROSE, { metadata: { expires: 'soon' } })).toEqual({
      code: 'invalid-field',
      message: 'x-amz-meta-expires: "soon" is no time. Write it as 2026-11-24T07:00:00+07:00, which is RFC 3339.',
      at: 'x-amz-meta-expires',
    });
  });
});

describe('section', () => {
  test.each([
    ['sport/story.txt', {}, 'sport'],
    ['Sport/2026/story.txt', {}, 'sport'],
    ['inbox/story.txt', {}, 'news'],
    ['api/story.txt', {}, 'news'],
    ['story.txt', {}, 'news'],
    ['sport/story.txt', { section: 'Đời sống' }, 'doi-song'],
    ['story.txt', { section: 'Đời sống'.normalize('NFD') }, 'doi-song'],
  ])('%s with %j stands in %s', (key, metadata, section) => {
    expect(documentOf(PROSE, { key, metadata }).section).toBe(section);
  });

  test('a stage may refuse the ones it does not know', () => {
    const refuse = { settings: { unknownSections: 'refuse' as const } };
    expect(refusalOf(PROSE, { metadata: { section: 'Weather' }, ...refuse })).toMatchObject({
      code: 'unknown-section',
      message: 'There is no section "weather". Choose one of: news, world, sport.',
    });
    expect(documentOf(PROSE, { metadata: { section: 'World' }, ...refuse }).section).toBe('world');
  });
});

describe('language', () => {
  test.each([
    [PROSE, 'en', 'derived'],
    [VIETNAMESE, 'vi', 'derived'],
    [VIETNAMESE.normalize('NFD'), 'vi', 'derived'],
    ['Giá vàng hôm nay tăng mạnh.', 'vi', 'derived'],
    [
      'Mr. Nguyễn Văn Ví Dụ of Hà Nội opened the new bridge with a speech about the old one on Tuesday.',
      'en',
      'derived',
    ],
    ['Le conseil municipal a voté mardi la fermeture du vieux pont.', 'fr', 'derived'],
    ['Der Stadtrat stimmte am Dienstag für die Schließung der alten Brücke.', 'de', 'derived'],
    ['市议会周二投票决定关闭大桥。', 'zh', 'derived'],
    ['市議会は火曜日に橋の閉鎖を決議した。', 'ja', 'derived'],
    ['It rains.', 'en', 'default'],
    ['12 34', 'en', 'default'],
  ])('%j is %s (%s)', (text, language, languageSource) => {
    expect(documentOf(text)).toMatchObject({ language, languageSource });
  });

  test('a stage has its own default', () => {
    expect(documentOf('It rains.', { settings: { defaultLanguage: 'vi' } })).toMatchObject({
      language: 'vi',
      languageSource: 'default',
    });
  });
});

describe('slug, words and summary', () => {
  test.each([
    ['Cầu cũ đóng cửa', {}, 'cau-cu-dong-cua'],
    ['Cầu cũ đóng cửa'.normalize('NFD'), {}, 'cau-cu-dong-cua'],
    ['大桥关闭', {}, 'article'],
    ['A', { slug: 'Its Own Slug!' }, 'its-own-slug'],
    ['A', { slug: 'own', source: 'https://example.org/a-972297.html' }, 'own'],
    ['Bridge', { source: 'https://example.org/news/972297/' }, 'bridge-972297'],
    ['Bridge', { source: 'https://example.org/bridge-2026.html' }, 'bridge'],
    ['Bridge 972297', { source: 'https://example.org/a-972297.html' }, 'bridge-972297'],
    ['word '.repeat(40), {}, Array.from({ length: 16 }, () => 'word').join('-')],
    ['x'.repeat(200), {}, 'x'.repeat(80)],
  ])('%j with %j', (headline, metadata, slug) => {
    expect(documentOf(PROSE, { metadata: { headline, ...metadata } }).slug).toBe(slug);
  });

  test.each([
    ['One two-three, four — five’s 6.', 5],
    ['Hội đồng thành phố bỏ phiếu.', 6],
    ['市议会周二 投票 ok', 8],
    ['สภาเมืองลงมติเมื่อวันอังคารให้ปิดสะพาน', 10],
  ])('%j has %i words', (text, words) => {
    const { wordCount, readingMinutes } = documentOf(text);
    expect([wordCount, readingMinutes]).toEqual([words, 1]);
  });

  test('230 words take a minute', () => {
    expect(documentOf('word '.repeat(230)).readingMinutes).toBe(1);
    expect(documentOf('word '.repeat(231)).readingMinutes).toBe(2);
  });

  test('a summary is at most 200 characters and cuts no word or emoji', () => {
    const { summary } = documentOf(`${PROSE} ${PROSE} ${PROSE}`);
    expect(summary).toBe(`${PROSE} ${PROSE} The council voted on Tuesday to close the old bridge for the…`);
    const family = documentOf(`a ${'👩‍👩‍👧‍👦'.repeat(50)}`).summary;
    expect(family.length).toBeLessThanOrEqual(200);
    expect(family).toMatch(/^a (?:👩‍👩‍👧‍👦)+…$/u);
  });
});
