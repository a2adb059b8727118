import { describe, expect, test } from 'vitest';
import { documentOf, partsOf, refusalOf } from '../parsing.ts';

const XMLNS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"';
const TEXT =
  '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><p>Rust.</p></body></html></inlineXML>';

interface Parts {
  itemMeta?: string;
  contentMeta?: string;
  content?: string;
  rest?: string;
}

const item = (
  { itemMeta = '', contentMeta = '<headline>Bridge closed</headline>', content = TEXT, rest = '' }: Parts = {},
  guid = 'urn:a:1',
) =>
  `<newsItem ${XMLNS} guid="${guid}" version="3" xml:lang="en"><itemMeta>${itemMeta}</itemMeta><contentMeta>${contentMeta}</contentMeta>${rest}<contentSet>${content}</contentSet></newsItem>`;

const message = (...items: string[]) =>
  `<newsMessage ${XMLNS}><header><sent>2026-11-24T00:00:00Z</sent></header><itemSet>${items.join('')}</itemSet></newsMessage>`;

describe('the life of an item', () => {
  test('identity, version, times', () => {
    const itemMeta =
      '<versionCreated>2026-11-24T07:00:00+07:00</versionCreated><embargoed>2026-11-25T00:00:00Z</embargoed><pubStatus qcode="stat:usable"/>';
    expect(documentOf(item({ itemMeta }))).toMatchObject({
      guid: 'urn:a:1',
      documentVersion: 3,
      documentTime: '2026-11-24T00:00:00.000Z',
      embargoed: '2026-11-25T00:00:00.000Z',
      pubStatus: 'usable',
    });
  });

  test.each([
    ['<pubStatus qcode="stat:canceled"/>', 'canceled'],
    ['<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>', 'withheld'],
    ['<embargoed/><pubStatus qcode="stat:usable"/>', 'withheld'],
    ['', 'usable'],
  ])('%s', (itemMeta, pubStatus) => {
    expect(documentOf(item({ itemMeta })).pubStatus).toBe(pubStatus);
  });

  test('a correction says so to readers, and what it says to editors stays inside', () => {
    const document = documentOf(
      item({ itemMeta: '<edNote>Call 123 about it</edNote><signal qcode="sig:correction"/>' }),
    );
    expect(document.correctionNote).toBe('This article has been corrected.');
    const { extras, ...shown } = document;
    expect(JSON.stringify(shown)).not.toContain('Call 123');
    expect(JSON.stringify(extras)).toContain('Call 123');
  });
});

describe('the text', () => {
  test.each([
    ['XHTML', TEXT, '<p>Rust.</p>'],
    ['XHTML without its namespace', '<inlineXML><html><body><p>a</p></body></html></inlineXML>', '<p>a</p>'],
    [
      'a piece of XHTML with a prefix',
      '<inlineXML><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a <x:em>b</x:em></x:p></x:div></inlineXML>',
      '<p>a <em>b</em></p>',
    ],
    [
      'plain text',
      '<inlineData contenttype="text/plain">One.\n\nTwo &lt; three.</inlineData>',
      '<p>One.</p> <p>Two &lt; three.</p>',
    ],
    [
      'HTML as data',
      '<inlineData contenttype="text/html">&lt;p&gt;a&lt;script&gt;b&lt;/script&gt;&lt;/p&gt;</inlineData>',
      '<p>a</p>',
    ],
    [
      'indented paragraphs',
      '<inlineData contenttype="text/plain">    A first line that is as long as a line on paper,\nand its second that ends it.\n   "Another one."</inlineData>',
      '<p>A first line that is as long as a line on paper, and its second that ends it.</p> <p>"Another one."</p>',
    ],
    [
      'the first that has text',
      `<inlineXML contenttype="application/nitf+xml"><!-- nothing --></inlineXML>${TEXT}`,
      '<p>Rust.</p>',
    ],
  ])('%s', (_, content, html) => {
    expect(documentOf(item({ content })).bodyHtml).toBe(html);
  });

  test('NITF within it says what the item does not', () => {
    const content =
      '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Other</hl1></hedline><byline>By AN LE<byttl>Reporter</byttl></byline><abstract><p>Short.</p></abstract></body.head><body.content><p>Rust.</p></body.content></body></nitf></inlineXML>';
    expect(documentOf(item({ content }))).toMatchObject({
      headline: 'Bridge closed',
      byline: 'AN LE, Reporter',
      authors: ['AN LE'],
      summary: 'Short.',
      bodyHtml: '<p>Rust.</p>',
    });
  });
});

describe('the metadata', () => {
  test('headlines by role and language, writers, credit, terms', () => {
    const contentMeta =
      '<by>An Le and Binh Vo</by><dateline>HUE, Nov 24</dateline><creditline>ACME–</creditline><language tag="en-GB"/><slugline>BRIDGE</slugline><urgency>2</urgency>' +
      '<headline xml:lang="de">Zu</headline><headline xml:lang="en">Bridge closed</headline><headline role="hld:subHeadline">For a year</headline>' +
      '<description role="drol:summary">It is rusty.</description><creator role="crol:photographer"><name>Not Her</name></creator>';
    const document = documentOf(
      item({ contentMeta, rest: '<rightsInfo><usageTerms>Not in Peru</usageTerms></rightsInfo>' }),
    );
    expect(document).toMatchObject({
      headline: 'Bridge closed',
      subheadline: 'For a year',
      byline: 'An Le and Binh Vo',
      authors: ['An Le', 'Binh Vo'],
      dateline: 'HUE, Nov 24',
      credit: 'ACME',
      language: 'en-GB',
      summary: 'It is rusty.',
      usageterms: 'Not in Peru',
    });
    expect(document.extras).toMatchObject({ slugline: 'BRIDGE', urgency: 2 });
  });

  test('lines lose the words and dashes that only join them', () => {
    const contentMeta =
      '<headline>A</headline><language tag="fr"/><by>Par Jean Exemple</by><dateline>Paris, 24 nov 2026 (ACME) - </dateline>';
    expect(documentOf(item({ contentMeta }))).toMatchObject({
      byline: 'Jean Exemple',
      authors: ['Jean Exemple'],
      dateline: 'Paris, 24 nov 2026 (ACME)',
    });
  });

  test('subjects by the names that the item or its assertions give; codes alone stay in the extras', () => {
    const contentMeta =
      '<headline>A</headline><subject qcode="medtop:20000523"><name xml:lang="de">Arbeitsmarkt</name><name xml:lang="en">labour market</name></subject>' +
      '<subject uri="http://cv.iptc.org/newscodes/mediatopic/04000000"><name>economy, business and finance</name></subject>' +
      '<subject qcode="acme:7"/><subject qcode="acme:8"/><subject type="cpnat:person" qcode="p:1"><name>An Le</name></subject><keyword>rust</keyword>';
    const document = documentOf(item({ contentMeta, rest: '<assert qcode="acme:7"><name>Bridges</name></assert>' }));
    expect(document.tags).toEqual([
      { name: 'labour market', code: 'medtop:20000523' },
      { name: 'economy, business and finance', code: 'medtop:04000000' },
      { name: 'Bridges', code: 'acme:7' },
      { name: 'rust' },
    ]);
    expect(JSON.stringify(document.extras)).toContain('acme:8');
    expect(JSON.stringify(document.extras)).toContain('An Le');
  });
});

describe('messages', () => {
  const picture =
    `<newsItem ${XMLNS} guid="urn:a:2"><contentMeta><headline>A bridge</headline><creditline>ACME</creditline><description role="drol:caption">Rust</description></contentMeta><contentSet>` +
    '<remoteContent href="s.jpg" contenttype="image/jpeg" width="80"/><remoteContent href="l.jpg" contenttype="image/jpeg" width="800" height="600"/></contentSet></newsItem>';

  test('one text with its picture is the article', () => {
    const document = documentOf(message(picture, item()));
    expect(document.guid).toBe('urn:a:1');
    expect(document.extras.images).toEqual([
      {
        src: 'l.jpg',
        mediaType: 'image/jpeg',
        width: 800,
        height: 600,
        alt: 'A bridge',
        caption: 'Rust',
        credit: 'ACME',
        guid: 'urn:a:2',
      },
    ]);
  });

  test.each([
    ['no item', message(), 'no-text'],
    ['a picture', picture, 'no-text'],
    ['a package', `<packageItem ${XMLNS} guid="a"><groupSet/></packageItem>`, 'package-only'],
    ['a concept', `<conceptItem ${XMLNS} guid="a"/>`, 'no-text'],
    ['other XML', '<rss version="2.0"/>', 'unsupported-format'],
    ['other XML with a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'dtd-not-allowed'],
  ])('%s', (_, xml, code) => {
    expect(refusalOf(xml).code).toBe(code);
  });
});

describe('several texts in one message', () => {
  const textItem = (guid: string, headline: string, itemMeta = '') =>
    item({ itemMeta, contentMeta: `<headline>${headline}</headline>` }, guid);
  const picture = (guid: string) =>
    `<newsItem ${XMLNS} guid="${guid}"><contentMeta><headline>A bridge</headline></contentMeta><contentSet><remoteContent href="bridge.jpg" contenttype="image/jpeg" width="800"/></contentSet></newsItem>`;
  const link = (guid: string) => `<link rel="irel:seeAlso" residref="${guid}"/>`;
  const documentsOf = (...items: string[]) =>
    partsOf(message(...items)).parts.map(({ reading }) => (reading.ok ? reading.document : reading.refusal));

  test('are an article each, by their guids', () => {
    const { parts, skipped } = partsOf(message(textItem('urn:a:1', 'One'), textItem('urn:a:2', 'Two')));
    expect(parts.map(({ name }) => name)).toEqual(['urn:a:1', 'urn:a:2']);
    expect(parts.map(({ reading }) => reading.ok && reading.document)).toMatchObject([
      { guid: 'urn:a:1', headline: 'One', format: 'newsml-g2', bodyHtml: '<p>Rust.</p>' },
      { guid: 'urn:a:2', headline: 'Two' },
    ]);
    expect(skipped).toEqual([]);
  });

  test('one that is refused leaves the others alone', () => {
    const bad = textItem('urn:a:1', 'One', '<embargoed>tomorrow</embargoed>');
    expect(documentsOf(bad, textItem('urn:a:2', 'Two'))).toMatchObject([
      { code: 'invalid-field', at: expect.stringContaining('embargoed') },
      { headline: 'Two' },
    ]);
  });

  test.each([
    ['two of one guid', ['urn:a:1', 'urn:a:1', 'urn:a:1'], ['urn:a:1', 'urn:a:1 (2)', 'urn:a:1 (3)']],
    ['none', ['', 'urn:a:2', ' '], ['item-1', 'urn:a:2', 'item-3']],
    ['one that looks like another’s second', ['a', 'a (2)', 'a'], ['a', 'a (2)', 'a (3)']],
    ['one too long to be one', ['x'.repeat(600), 'urn:a:2'], ['item-1', 'urn:a:2']],
  ])('have names of their own with guids such as %s', (_, guids, names) => {
    const { parts } = partsOf(message(...guids.map((guid) => textItem(guid, 'One'))));
    expect(parts.map(({ name }) => name)).toEqual(names);
  });

  test('what has no text is the company of the text that links to it, else of the first, and said to be no article', () => {
    const pack = `<packageItem ${XMLNS} guid="urn:p"><groupSet/></packageItem>`;
    const xml = [textItem('urn:a:1', 'One'), picture('urn:b'), textItem('urn:a:2', 'Two', link('urn:b')), pack];
    const [one, two] = documentsOf(...xml);
    expect(one).toMatchObject({ extras: { items: [{ item: 'packageItem', guid: 'urn:p' }] } });
    expect(one).not.toMatchObject({ extras: { images: expect.anything() } });
    expect(two).toMatchObject({ extras: { images: [{ src: 'bridge.jpg' }], items: [{ guid: 'urn:b' }] } });
    expect(partsOf(message(...xml)).skipped).toEqual([
      { item: 'newsItem', guid: 'urn:b' },
      { item: 'packageItem', guid: 'urn:p' },
    ]);
  });

  test('at most 100 of them', () => {
    const many = Array.from({ length: 101 }, (_, i) => textItem(`urn:a:${i}`, 'One'));
    expect(partsOf(message(...many.slice(1))).parts).toHaveLength(100);
    expect(refusalOf(message(...many)).code).toBe('too-many-items');
  });

  test('metadata of the object hold for all of them, and cannot name or identify one', () => {
    const xml = message(textItem('urn:a:1', 'One'), textItem('urn:a:2', 'Two'));
    const { parts } = partsOf(xml, { metadata: { section: 'world', credit: 'ACME' } });
    for (const { reading } of parts) expect(reading).toMatchObject({ document: { section: 'world', credit: 'ACME' } });
    expect(refusalOf(xml, { metadata: { guid: 'urn:x' } })).toMatchObject({
      code: 'invalid-field',
      at: 'x-amz-meta-guid',
    });
  });
});
