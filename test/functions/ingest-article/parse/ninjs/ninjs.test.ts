import { describe, expect, test } from 'vitest';
import { documentOf, refusalOf } from '../parsing.ts';

const ninjs = (item: object) =>
  documentOf(JSON.stringify({ uri: 'urn:a:1', body_text: 'Rust.', ...item }), { key: 'a.json' });

describe('the text', () => {
  test.each([
    ['1.x, plain', { body_text: 'One.\n\nTwo <3.' }, '<p>One.</p> <p>Two &lt;3.</p>'],
    ['1.x, marked up before plain', { body_text: 'One.', body_xhtml: '<p>Two.</p>' }, '<p>Two.</p>'],
    ['1.x, any part', { body_text: null, body_main: 'One.' }, '<p>One.</p>'],
    ['Superdesk', { body_text: '', body_html: '<p>a\nb<br/></p>' }, '<p>a b<br /></p>'],
    [
      '2.x',
      {
        bodies: [
          { role: 'teaser', contenttype: 'text/html', value: '<p>T</p>' },
          { role: 'main', contenttype: 'text/html', value: '<p>M</p>' },
        ],
      },
      '<p>M</p>',
    ],
    [
      '3.x',
      {
        bodies: [
          { contentType: 'text/plain', value: 'P' },
          { contentType: 'application/xhtml+xml', value: '<p>X</p>' },
        ],
      },
      '<p>X</p>',
    ],
    ['marked up without saying so', { body_text: '<p>a</p><p>b</p>' }, '<p>a</p><p>b</p>'],
    [
      'what would run',
      { body_html: '<p onclick="x()">a</p><script>b</script><img src="https://a.example/1.jpg" onerror="x()">' },
      '<p>a</p><img src="https://a.example/1.jpg" />',
    ],
  ])('%s', (_, item, html) => {
    const bodies = 'bodies' in item ? { body_text: undefined } : {};
    expect(ninjs({ ...bodies, ...item }).bodyHtml).toBe(html);
  });

  test('another body is kept, the same one without its markup is not', () => {
    const item = { body_xhtml: '<p>One two.</p>', body_text: 'One two.', body_teaser: 'Three.' };
    expect(ninjs(item).extras.bodies).toEqual([{ role: 'teaser', value: 'Three.' }]);
  });
});

describe('the metadata', () => {
  test('of 1.x', () => {
    const document = ninjs({
      version: '7',
      versioncreated: '2026-11-24T07:00:00+07:00',
      embargoed: '2026-11-25T00:00:00Z',
      pubstatus: 'canceled',
      urgency: 3,
      language: 'vi_VN',
      headline: 'Cầu đóng',
      byline: 'By An Le',
      located: 'Huế',
      usageterms: 'Not in Peru',
      infosource: [{ name: 'ACME' }],
      description_text: 'Rỉ sét.',
    });
    expect(document).toMatchObject({
      guid: 'urn:a:1',
      documentVersion: 7,
      documentTime: '2026-11-24T00:00:00.000Z',
      embargoed: '2026-11-25T00:00:00.000Z',
      pubStatus: 'canceled',
      language: 'vi-VN',
      headline: 'Cầu đóng',
      byline: 'An Le',
      dateline: 'Huế',
      usageterms: 'Not in Peru',
      credit: 'ACME',
      summary: 'Rỉ sét.',
    });
    expect(document.extras.urgency).toBe(3);
  });

  test('of 3.x', () => {
    const document = ninjs({
      versionCreated: '2026-11-24T00:00:00Z',
      pubStatus: 'withheld',
      usageTerms: 'Not in Peru',
      by: 'An Le',
      headlines: [
        { role: 'subheadline', value: 'For a year' },
        { role: 'main', value: 'Bridge closed' },
      ],
      descriptions: [{ role: 'summary', contentType: 'text/html', value: '<p>It is <em>rusty</em>.</p>' }],
      infoSources: [{ name: 'ACME' }],
    });
    expect(document).toMatchObject({
      documentTime: '2026-11-24T00:00:00.000Z',
      pubStatus: 'withheld',
      usageterms: 'Not in Peru',
      byline: 'An Le',
      headline: 'Bridge closed',
      subheadline: 'For a year',
      credit: 'ACME',
    });
    expect(document.summary.replaceAll(' .', '.')).toBe('It is rusty.');
  });

  test('tags: subjects with their codes, what it is about, keywords; a mention is none', () => {
    const { tags, extras } = ninjs({
      subject: [
        { name: 'labour market', code: '20000523', scheme: 'http://cv.iptc.org/newscodes/mediatopic/' },
        { name: 'arts, culture', code: 'medtop:01000000' },
        { code: 'medtop:02000000' },
      ],
      subjects: [{ name: 'central bank', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000350' }],
      person: [{ name: 'An Le', rel: 'about', code: 'p:1' }],
      place: [{ name: 'Hue', rel: 'mentions' }],
      keywords: ['rust', 'Rust'],
    });
    expect(tags).toEqual([
      { name: 'labour market', code: 'medtop:20000523' },
      { name: 'arts, culture', code: 'medtop:01000000' },
      { name: 'central bank', code: 'medtop:20000350' },
      { name: 'An Le', code: 'p:1' },
      { name: 'rust' },
    ]);
    expect(JSON.stringify(extras)).toContain('medtop:02000000');
    expect(JSON.stringify(extras)).toContain('Hue');
  });

  test('one subject with commas in its name is one tag', () => {
    expect(ninjs({ subject: [{ name: 'arts, culture and entertainment' }] }).tags).toEqual([
      { name: 'arts, culture and entertainment' },
    ]);
  });

  test('pictures that belong to it, by map or by list', () => {
    const picture = {
      type: 'picture',
      uri: 'urn:p:1',
      byline: 'An Le',
      headline: 'A bridge',
      description_text: 'Rust',
    };
    const renditions = {
      thumb: { href: 's.jpg', width: 80 },
      main: { href: 'https://a.example/l.jpg', width: 800, height: 600, mimetype: 'image/jpeg' },
    };
    const expected = [
      {
        src: 'https://a.example/l.jpg',
        mediaType: 'image/jpeg',
        width: 800,
        height: 600,
        alt: 'A bridge',
        caption: 'Rust',
        credit: 'An Le',
        guid: 'urn:p:1',
      },
    ];
    expect(ninjs({ associations: { main: { ...picture, renditions } } }).extras.images).toEqual(expected);
    expect(ninjs({ associations: [{ ...picture, renditions: Object.values(renditions) }] }).extras.images).toEqual(
      expected,
    );
  });

  test('what has no field is kept, also what would not fit', () => {
    const long = 'word '.repeat(2000).trim();
    const { extras, usageterms } = ninjs({ ednote: 'Call 123', usageterms: long, version: '2.1b' });
    expect(extras).toMatchObject({ ninjs: { ednote: 'Call 123' }, usageterms: long, version: '2.1b' });
    expect(usageterms).toHaveLength(1000);
  });

  test('its section is its service where the stage has such a section', () => {
    expect(ninjs({ service: [{ code: 's', name: 'Sport' }] }).section).toBe('sport');
    expect(ninjs({ service: [{ code: 'x', name: 'Advisory' }] }).section).toBe('news');
  });
});

test.each([
  ['other JSON', '{"headline": "A"}', 'unsupported-format', undefined],
  ['JSON-LD', '{"@context": "https://schema.org", "uri": "a"}', 'unsupported-format', undefined],
  ['a picture', '{"uri": "a", "type": "picture", "headline": "A"}', 'no-text', 'bodies'],
  ['a cut file', '{"uri": "a",\n"body_text": "b', 'json-invalid', 'line 2, column 16'],
  ['an embargo that is no time', '{"uri": "a", "body_text": "b", "embargoed": "soon"}', 'invalid-field', 'embargoed'],
  ['a status that nobody knows', '{"uri": "a", "body_text": "b", "pubstatus": "maybe"}', 'invalid-field', 'pubstatus'],
  [
    '31 tags',
    JSON.stringify({ uri: 'a', body_text: 'b', keywords: Array.from({ length: 31 }, (_, i) => `t${i}`) }),
    'too-many-tags',
    'subjects',
  ],
])('%s is refused', (_, json, code, at) => {
  const refusal = refusalOf(json);
  expect([refusal.code, refusal.at]).toEqual([code, at]);
});
