import { describe, expect, test } from 'vitest';
import { documentOf, refusalOf } from '../parsing.ts';

const nitf = (body: string, head = '', bodyHead = '<hedline><hl1>Bridge closed</hl1></hedline>', attributes = '') =>
  `<?xml version="1.0"?><nitf ${attributes}><head>${head}</head><body><body.head>${bodyHead}</body.head><body.content>${body}</body.content></body></nitf>`;

const bodyOf = (body: string) => documentOf(nitf(body), { key: 'a.xml' }).bodyHtml;

describe('the body', () => {
  test.each([
    [
      'mixed content keeps its order',
      '<p>On <chron norm="20261124">Tuesday</chron>, <person>An <em>Le</em></person> paid <money unit="EUR">5</money>.</p>',
      '<p>On Tuesday, An <em>Le</em> paid 5.</p>',
    ],
    ['subheads and blocks', '<block><hl2>Why</hl2><p>Rust.</p></block>', '<h2>Why</h2><p>Rust.</p>'],
    [
      'quotations with their source',
      '<bq><block><p>Rust.</p></block><credit>An Le</credit></bq>',
      '<blockquote><p>Rust.</p><cite>An Le</cite></blockquote>',
    ],
    ['lists', '<ol seqnum="1"><li>a</li></ol><ul><li>b</li></ul>', '<ol><li>a</li></ol><ul><li>b</li></ul>'],
    ['definitions', '<dl><dt>a</dt><dd><block>b</block></dd></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    [
      'tables',
      '<nitf-table><nitf-table-metadata><nitf-table-summary><p>no</p></nitf-table-summary></nitf-table-metadata><table><tr><th colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr></table></nitf-table>',
      '<table><tr><th colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr></table>',
    ],
    [
      'fractions',
      '<p>It is <num><frac><frac-num>1</frac-num><frac-den>2</frac-den></frac></num> full.</p>',
      '<p>It is 1/2 full.</p>',
    ],
    ['bold', '<p>a <em class="bold">b</em></p>', '<p>a <strong>b</strong></p>'],
    [
      'links, and none that would run',
      '<p><a href="https://a.example/">a</a> <a href="javascript:alert(1)">b</a></p>',
      '<p><a href="https://a.example/" rel="noopener">a</a> <a>b</a></p>',
    ],
    [
      'text that looks like markup',
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    ],
    [
      'scripts',
      '<p>a</p><script>alert(1)</script><p><![CDATA[<img src=x onerror=alert(1)>]]></p>',
      '<p>a</p>alert(1)<p>&lt;img src=x onerror=alert(1)&gt;</p>',
    ],
    ['white space that lays it out', '<p>\n   a\n   b\n</p>\n  <p>c</p>', '<p>a b</p> <p>c</p>'],
    ['preformatted text', '<pre>a\n  b</pre>', '<pre>a\n  b</pre>'],
  ])('%s', (_, body, html) => {
    expect(bodyOf(body)).toBe(html);
  });

  test('a picture on the web is a figure; one beside the article is kept for later', () => {
    const media = (source: string) =>
      `<media media-type="image"><media-reference mime-type="image/jpeg" source="${source}" width="800" height="600" alternate-text="A bridge"/><media-caption><p>The bridge</p></media-caption><media-producer>An Le</media-producer></media>`;
    const document = documentOf(nitf(`<p>a</p>${media('https://a.example/1.jpg')}${media('2.jpg')}`));
    expect(document.bodyHtml).toBe(
      '<p>a</p><figure><img src="https://a.example/1.jpg" alt="A bridge" width="800" height="600" /><figcaption>The bridge (An Le)</figcaption></figure>',
    );
    expect(document.extras.images).toEqual(
      ['https://a.example/1.jpg', '2.jpg'].map((src) => ({
        src,
        mediaType: 'image/jpeg',
        width: 800,
        height: 600,
        alt: 'A bridge',
        caption: 'The bridge',
        credit: 'An Le',
      })),
    );
  });
});

describe('the metadata', () => {
  const docdata = (inner: string, attributes = '') =>
    documentOf(nitf('<p>a</p>', `<docdata ${attributes}>${inner}</docdata>`));

  test('identity, version, times and status', () => {
    const document = docdata(
      '<doc-id regsrc="ACME" id-string="4711"/><du-key version="3" key="bridge"/><date.issue norm="20261124T070000+0700"/>' +
        '<date.release norm="20261125"/><date.expire norm="2026-12-01T00:00:00Z"/><correction info="The date was wrong."/><urgency ed-urg="2"/>',
      'management-status="withheld"',
    );
    expect(document).toMatchObject({
      guid: 'ACME:4711',
      documentVersion: 3,
      documentTime: '2026-11-24T00:00:00.000Z',
      embargoed: '2026-11-24T17:00:00.000Z',
      expires: '2026-12-01T00:00:00.000Z',
      zoneAssumed: 'Asia/Ho_Chi_Minh',
      pubStatus: 'withheld',
      correctionNote: 'The date was wrong.',
    });
    expect(document.extras.urgency).toBe(2);
  });

  test('an id that is unique by itself stays as it is', () => {
    expect(docdata('<doc-id id-string="urn:acme:1" regsrc="ACME"/>').guid).toBe('urn:acme:1');
  });

  test('an embargo without its time is not published', () => {
    expect(docdata('', 'management-status="embargoed"').pubStatus).toBe('withheld');
    expect(docdata('<date.release norm="20261125T000000Z"/>', 'management-status="embargoed"').pubStatus).toBe(
      'usable',
    );
  });

  test('subjects with their codes, and keywords', () => {
    const head =
      '<tobject><tobject.subject tobject.subject.refnum="04000000" tobject.subject.type="Economy"/>' +
      '<tobject.subject tobject.subject.ipr="ACME" tobject.subject.refnum="7" tobject.subject.matter="Bridges"/></tobject>' +
      '<docdata><key-list><keyword key="rust, steel"/></key-list></docdata>';
    expect(documentOf(nitf('<p>a</p>', head)).tags).toEqual([
      { name: 'Economy', code: 'subj:04000000' },
      { name: 'Bridges', code: 'ACME:7' },
      { name: 'rust' },
      { name: 'steel' },
    ]);
  });

  test('the head of the body', () => {
    const bodyHead =
      '<hedline><hl1>Bridge\n closed</hl1><hl2>For a year</hl2></hedline><byline>By <person>An Le</person><byttl>Reporter</byttl></byline>' +
      '<rights><rights.owner>Acme</rights.owner> Not in Peru</rights><distributor>Acme News</distributor>' +
      '<dateline><location>HUE</location><story.date norm="20261124"/></dateline><abstract><p>It is rusty.</p></abstract>';
    expect(documentOf(nitf('<p>a</p>', '', bodyHead, 'xml:lang="en-GB"'))).toMatchObject({
      headline: 'Bridge closed',
      subheadline: 'For a year',
      byline: 'An Le, Reporter',
      authors: ['An Le'],
      usageterms: 'Not in Peru',
      credit: 'Acme News',
      dateline: 'HUE',
      summary: 'It is rusty.',
      language: 'en-GB',
    });
  });

  test('what has no field is kept', () => {
    const { extras } = docdata('<ed-msg info="Check the spelling"/><fixture fix-id="weather"/>');
    expect(JSON.stringify(extras)).toContain('Check the spelling');
    expect(JSON.stringify(extras)).toContain('weather');
  });

  test('its section is one of its subjects where the stage has such a section, and the folder does not say', () => {
    const sport = nitf('<p>a</p>', '<tobject><tobject.subject tobject.subject.type="Sport"/></tobject>');
    expect(documentOf(sport, { key: 'a.xml' }).section).toBe('sport');
    expect(documentOf(sport, { key: 'world/a.xml' }).section).toBe('world');
  });
});

test('with a namespace and a prefix it is read alike', () => {
  const xml =
    '<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/"><n:body><n:body.head><n:hedline><n:hl1>A</n:hl1></n:hedline></n:body.head><n:body.content><n:p>b</n:p></n:body.content></n:body></n:nitf>';
  expect(documentOf(xml)).toMatchObject({ headline: 'A', bodyHtml: '<p>b</p>' });
});

test.each([
  [
    'a DOCTYPE that names a file',
    '<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">\n<nitf/>',
    'dtd-not-allowed',
    'line 2',
  ],
  ['no text', nitf('<block/>'), 'no-text', undefined],
  ['a tag left open', '<nitf>\n<body>', 'xml-invalid', 'line 2, column 6'],
  [
    'a time that is none',
    nitf('<p>a</p>', '\n<docdata><date.release norm="soon"/></docdata>'),
    'invalid-field',
    'line 2 (date.release)',
  ],
])('%s is refused', (_, xml, code, at) => {
  const refusal = refusalOf(xml);
  expect([refusal.code, refusal.at]).toEqual([code, at]);
});
