import { describe, expect, test } from 'vitest';
import { documentOf, refusalOf } from '../parsing.ts';

const SENTENCE =
  'The old bridge over the river is closed to cars from Monday, the city said, and it will stay so until May.';
const BODY = `<p>${SENTENCE}</p>`.repeat(6);

const page = (head: string, body = `<article><h1>Old bridge closed to cars</h1>${BODY}</article>`) =>
  `<!DOCTYPE html>\n<html lang="en-GB"><head><title>Old bridge closed to cars - The Post</title>${head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>${body}
<footer>All rights reserved</footer></body></html>`;

const jsonLd = (json: unknown) => `<script type="application/ld+json">${JSON.stringify(json)}</script>`;

const ARTICLE = {
  '@context': 'https://schema.org',
  '@type': 'NewsArticle',
  headline: 'Bridge shut until May',
  alternativeHeadline: 'Cars must go round',
  author: [
    { '@type': 'Person', name: 'Ann Example' },
    { '@type': 'Person', name: 'Bo Example' },
  ],
  datePublished: '2026-11-20T08:00:00+07:00',
  dateModified: '2026-11-21T08:00:00+07:00',
  publisher: { '@type': 'Organization', name: 'The Post', logo: 'https://post.example/logo.png' },
  keywords: ['bridges', 'traffic'],
  articleSection: 'World',
  inLanguage: 'en',
  description: 'What drivers need to know.',
  isAccessibleForFree: true,
};

describe('a whole page', () => {
  test('is its article, without what stands around it', () => {
    const { format, headline, headlineSource, bodyText, bodyHtml, language, languageSource, wordCount } = documentOf(
      page(''),
    );
    expect({ format, headline, headlineSource }).toEqual({
      format: 'html',
      headline: 'Old bridge closed to cars',
      headlineSource: 'declared',
    });
    expect(bodyText).toBe(Array(6).fill(SENTENCE).join('\n\n'));
    expect(bodyHtml).toMatch(/^<p>The old bridge/);
    expect([language, languageSource, wordCount]).toEqual(['en-GB', 'declared', 6 * 22]);
  });

  test('says what it is by JSON-LD first', () => {
    const head = `${jsonLd(ARTICLE)}<meta property="og:title" content="OG"><meta name="author" content="Someone Else">`;
    const document = documentOf(page(head));
    expect(document).toMatchObject({
      headline: 'Bridge shut until May',
      subheadline: 'Cars must go round',
      authors: ['Ann Example', 'Bo Example'],
      byline: 'Ann Example, Bo Example',
      publishAt: '2026-11-20T01:00:00.000Z',
      documentTime: '2026-11-21T01:00:00.000Z',
      credit: 'The Post',
      section: 'world',
      tags: [{ name: 'bridges' }, { name: 'traffic' }],
      language: 'en',
      summary: 'What drivers need to know.',
    });
    expect(document.zoneAssumed).toBeUndefined();
  });

  test('keeps what the model has no field for', () => {
    const head = `${jsonLd([ARTICLE, { '@type': 'BreadcrumbList', name: 'B' }])}<script type="application/ld+json">{broken</script>
      <meta property="og:image" content="https://post.example/a.jpg"><meta name="author" content="Someone Else"><meta name="viewport" content="x">
      <meta name="description" content="What drivers need to know.">`;
    expect(documentOf(page(head)).extras).toEqual({
      jsonLd: [
        {
          '@type': 'NewsArticle',
          author: ARTICLE.author,
          publisher: ARTICLE.publisher,
          isAccessibleForFree: true,
        },
        { '@type': 'BreadcrumbList', name: 'B' },
      ],
      meta: {
        'og:image': 'https://post.example/a.jpg',
        author: 'Someone Else',
        'html.lang': 'en-GB',
      },
      unreadableJsonLd: 1,
    });
  });

  test('says it by OpenGraph, by names and by Dublin Core where there is no JSON-LD', () => {
    const head = `<meta property="og:url" content="https://post.example/a-123456"><META NAME="DC.Creator" CONTENT="Ann Example">
      <meta property="article:published_time" content="Fri, 20 Nov 2026 01:00:00 GMT"><meta property="og:site_name" content="The Post">
      <meta property="article:tag" content="bridges"><meta property="article:tag" content="traffic, and more"><meta name="copyright" content="© The Post">`;
    expect(documentOf(page(head))).toMatchObject({
      canonicalSource: 'https://post.example/a-123456',
      authors: ['Ann Example'],
      publishAt: '2026-11-20T01:00:00.000Z',
      credit: 'The Post',
      tags: [{ name: 'bridges' }, { name: 'traffic, and more' }],
      usageterms: '© The Post',
    });
  });

  test.each([
    ['a date in words', '<meta property="article:published_time" content="yesterday">'],
    ['a language that is none', '<meta name="language" content="English">'],
    ['an unknown status', jsonLd({ '@type': 'NewsArticle', creativeWorkStatus: 'Shiny' })],
    ['a reserved section', '<meta property="article:section" content="Comments">'],
    ['an address that is none', '<link rel="canonical" href="javascript:alert(1)">'],
    [
      'odd JSON-LD',
      jsonLd({ '@type': 'NewsArticle', author: [null, 3, { name: {} }], headline: {}, datePublished: [[]] }),
    ],
    ['a deep one', `<script type="application/ld+json">${'['.repeat(100)}${']'.repeat(100)}</script>`],
    ['other names of objects', jsonLd({ '@type': 'NewsArticle', constructor: 'a', toString: 'b' })],
    ['a prototype', '<script type="application/ld+json">{"@type":"NewsArticle","__proto__":{"headline":"x"}}</script>'],
    [
      'too many keywords',
      `<meta name="keywords" content="${Array.from({ length: 40 }, (_, i) => `k${i}`).join(',')}">`,
    ],
  ])('is read in spite of %s', (_, head) => {
    expect(documentOf(page(head)).headline).toBe('Old bridge closed to cars');
  });

  test('a newsroom’s own names mean what they say, or it is refused: nothing is shown early by a slip', () => {
    const own = '<meta name="embargoed" content="2026-12-01T00:00:00Z"><meta name="pubStatus" content="withheld">';
    expect(documentOf(page(own))).toMatchObject({ embargoed: '2026-12-01T00:00:00.000Z', pubStatus: 'withheld' });
    const wrong = refusalOf(page('<meta name="embargoed" content="soon">'));
    expect([wrong.code, wrong.at]).toEqual(['invalid-field', 'meta embargoed']);
  });

  test('the upload’s own metadata comes before all of that', () => {
    const metadata = { headline: 'Ours', section: 'sport', language: 'vi' };
    expect(documentOf(page(jsonLd(ARTICLE)), { metadata })).toMatchObject(metadata);
  });

  test.each([
    ['en', 'March 3, 2014', '2014-03-02T17:00:00.000Z'],
    ['vi', 'Thứ Hai, 03/03/2014, 10:30 (GMT+7)', '2014-03-03T03:30:00.000Z'],
    ['vi', '03/04/2014', '2014-04-02T17:00:00.000Z'],
    ['en', '03/04/2014', undefined],
  ])('is published, in %s, at %j', (language, time, publishAt) => {
    const inMeta = page(`<meta name="pubdate" content="${time}">`).replace('en-GB', language);
    const inTime = page('', `<article><time itemprop="datePublished">${time}</time>${BODY}</article>`);
    expect(documentOf(inMeta).publishAt).toBe(publishAt);
    expect(documentOf(inTime.replace('en-GB', language)).publishAt).toBe(publishAt);
  });

  test('a date in the text is none of the article', () => {
    const body = `<article>${BODY}<p>It opens on <time datetime="2030-05-01">1 May 2030</time>.</p></article>`;
    expect(documentOf(page('', body)).publishAt).toBeUndefined();
    const marked = `<article><time itemprop="datePublished" datetime="2026-11-20">20 November</time>${BODY}</article>`;
    expect(documentOf(page('', marked))).toMatchObject({
      publishAt: '2026-11-19T17:00:00.000Z',
      zoneAssumed: 'Asia/Ho_Chi_Minh',
    });
  });

  test('names in a graph are found by their ids', () => {
    const graph = {
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'WebPage', '@id': '#page', name: 'Page' },
        { '@type': ['Article', 'NewsArticle'], headline: 'From the graph', author: { '@id': '#ann' } },
        { '@type': 'Person', '@id': '#ann', name: 'Ann Example' },
      ],
    };
    expect(documentOf(page(jsonLd(graph)))).toMatchObject({ headline: 'From the graph', authors: ['Ann Example'] });
  });

  test('a text that only a script would have shown is taken from JSON-LD', () => {
    const shell = page(
      jsonLd({ '@type': 'NewsArticle', headline: 'H', articleBody: `${SENTENCE}\n\n1 < 2` }),
      '<div id="app"></div>',
    );
    expect(documentOf(shell).bodyHtml).toBe(`<p>${SENTENCE}</p>\n<p>1 &lt; 2</p>`);
  });

  test('without a title its first h1 is the headline', () => {
    const saved = `<!-- saved from url=(0020)https://post.example -->\n<html><body><h1>Bridge closed</h1>${BODY}</body></html>`;
    const { headline, headlineSource, bodyHtml } = documentOf(saved);
    expect([headline, headlineSource, bodyHtml.includes('Bridge closed')]).toEqual([
      'Bridge closed',
      'declared',
      false,
    ]);
  });

  test('tags may be missing, and names in capitals', () => {
    const old = `<TITLE>Bridge closed for the whole winter</TITLE><META NAME=Author CONTENT="Ann Example"><P>${SENTENCE}<P>See <A HREF="https://post.example/">there</A>.`;
    expect(documentOf(old)).toMatchObject({
      headline: 'Bridge closed for the whole winter',
      authors: ['Ann Example'],
      bodyHtml: `<p>${SENTENCE}</p><p>See <a href="https://post.example/" rel="noopener">there</a>.</p>`,
    });
  });

  test('lines of credit and source leave the text for their fields', () => {
    const body = `<article><p>LONDON (Reuters) - ${SENTENCE}</p>${BODY}<p>Source: https://post.example/a-1.html</p><p>Comment (0)</p></article>`;
    const document = documentOf(page('', body));
    expect(document).toMatchObject({
      credit: 'Reuters',
      dateline: 'LONDON',
      canonicalSource: 'https://post.example/a-1.html',
    });
    expect(document.bodyText).toBe(Array(7).fill(SENTENCE).join('\n\n'));
  });
});

describe('a piece of HTML', () => {
  test('is all article, its first h1 the headline', () => {
    expect(
      documentOf(
        '<h1>A <em>b</em> c</h1><h2>D</h2><div>One</div><div>Two<br><br>Three <b>four</b></div><script>x</script>',
      ),
    ).toMatchObject({
      format: 'html',
      headline: 'A b c',
      headlineSource: 'declared',
      bodyHtml: '<h2>D</h2><p>One</p><p>Two</p><p>Three <b>four</b></p>',
      extras: {},
    });
  });

  test('another headline that is given leaves its h1 in the body', () => {
    const given = { metadata: { headline: 'Ours' } };
    expect(documentOf('<h1>Theirs</h1><p>Text</p>', given)).toMatchObject({
      headline: 'Ours',
      bodyHtml: '<h2>Theirs</h2><p>Text</p>',
    });
    expect(documentOf('<h1> OURS</h1><p>Text</p>', given).bodyHtml).toBe('<p>Text</p>');
  });

  test('what is hidden in it is not shown', () => {
    expect(documentOf('<p>Shown</p><p hidden>Draft</p><p style="display: none">Note</p>').bodyText).toBe('Shown');
  });

  test.each([
    ['story.html', undefined, 'He said: <b>no</b>.'],
    ['story', 'text/html; charset=utf-8', 'He said: <b>no</b>.'],
  ])('text with tags is HTML where %s or %s says so', (key, contentType, text) => {
    const options = contentType === undefined ? { key } : { key, contentType };
    expect(documentOf(text, options)).toMatchObject({ format: 'html', bodyHtml: '<p>He said: <b>no</b>.</p>' });
    expect(documentOf(text, { key: 'story.txt' }).format).toBe('text');
    expect(documentOf('1 < 2 > 0, they say', options).format).toBe('text');
  });
});

describe('links and images', () => {
  const at = (base: string, body: string) => documentOf(page(base, `<article>${BODY}${body}</article>`));
  const OWN = '<link rel="canonical" href="https://post.example/world/a">';

  test('are made absolute, from the base or the page’s own address', () => {
    const links =
      '<p>See <a href="b">one</a>, <a href="//cdn.example/c">two</a>, <a href="#d">three</a> and <a href="javascript:alert(1)">four</a>.</p>';
    const html = (head: string) => at(head, links).bodyHtml.split('</p>').at(-2);
    expect(html(OWN)).toContain('<a href="https://post.example/world/b" rel="noopener">one</a>');
    expect(html(OWN)).toContain('<a href="https://cdn.example/c" rel="noopener">two</a>, <a>three</a> and four.');
    expect(html(`${OWN}<base href="/news/">`)).toContain('href="https://post.example/news/b"');
    expect(html('')).toContain('See <a>one</a>');
  });

  test('late images get the address that they were to have', () => {
    const body = `<figure><img src="data:image/gif;base64,R0" data-src="/a.jpg" alt="A bridge"><figcaption>The bridge <span class="credit">Ann Example</span></figcaption></figure>
      <p>${SENTENCE}<img srcset="https://post.example/s.jpg 480w, https://post.example/l.jpg 1600w" width="1600"></p>
      <picture><source srcset="https://post.example/p,1.webp 2x, https://post.example/p,2.webp"><img></picture>`;
    const { bodyHtml, extras } = at(OWN, body);
    expect(extras.images).toEqual([
      { src: 'https://post.example/a.jpg', alt: 'A bridge', caption: 'The bridge Ann Example', credit: 'Ann Example' },
      { src: 'https://post.example/l.jpg', width: 1600 },
      { src: 'https://post.example/p,1.webp' },
    ]);
    expect(bodyHtml).toContain('<img alt="A bridge" src="https://post.example/a.jpg" />');
    expect(bodyHtml).toContain('<figcaption>The bridge Ann Example</figcaption>');
  });

  test('an image beside the article is listed by its name', () => {
    expect(documentOf('<p>Text</p><p><img src="bridge.jpg" alt="A"></p>')).toMatchObject({
      bodyHtml: '<p>Text</p><p><img src="https://image.invalid/0" /></p>',
      images: [{ src: 'bridge.jpg', alt: 'A', place: 'body' }],
      extras: { images: [{ src: 'bridge.jpg', alt: 'A' }] },
    });
  });

  test('players are listed', () => {
    const { bodyHtml, extras } = documentOf('<p>Text</p><iframe src="https://video.example/1"></iframe>');
    expect([bodyHtml, extras.embeds]).toEqual(['<p>Text</p>', ['https://video.example/1']]);
  });
});

describe('encodings', () => {
  const bytes = (charset: string, text: Uint8Array, meta = `<meta charset="${charset}">`) =>
    Buffer.concat([
      Buffer.from(`<!doctype html><html><head>${meta}<title>A title that is long enough</title></head><body><p>`),
      text,
      Buffer.from('</p></body></html>'),
    ]);
  const CAFE = Uint8Array.of(0x43, 0x61, 0x66, 0xe9);
  const HANOI = Uint8Array.of(0x48, 0xe0, 0x20, 0x4e, 0xf4, 0xf2, 0x69);

  test.each([
    ['windows-1252', bytes('windows-1252', CAFE), 'Café'],
    ['iso-8859-1, which means that', bytes('ISO-8859-1', CAFE), 'Café'],
    ['windows-1258', bytes('windows-1258', HANOI), 'Hà Nội'],
    [
      'the older form',
      bytes('', CAFE, '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">'),
      'Café',
    ],
    ['utf-8', bytes('utf-8', Buffer.from('Hà Nội')), 'Hà Nội'],
    ['a UTF-16 that it cannot be', bytes('utf-16', Buffer.from('Hà Nội')), 'Hà Nội'],
    ['UTF-16 with a BOM', Buffer.from(`\ufeff<!doctype html><meta charset="utf-8"><p>Hà Nội</p>`, 'utf16le'), 'Hà Nội'],
  ])('%s', (_, body, text) => {
    expect(documentOf(body, { key: 'a.html' }).bodyText).toBe(text);
  });

  test('the content type comes before the page', () => {
    expect(documentOf(bytes('utf-8', CAFE), { contentType: 'text/html; charset=windows-1252' }).bodyText).toBe('Café');
  });

  test.each(['shift_jis', 'klingon'])('%s is refused by its name', (charset) => {
    const refusal = refusalOf(bytes(charset, CAFE));
    expect([refusal.code, refusal.message.includes(charset)]).toEqual(['unsupported-encoding', true]);
  });
});

test.each([
  ['a page without text', '<!doctype html><title>A</title><body><script>x()</script></body>', 'no-text'],
  ['a picture', '<svg xmlns="http://www.w3.org/2000/svg"><text>A</text></svg>', 'no-text'],
  ['frames', '<html><frameset><frame src="a"></frameset></html>', 'no-text'],
])('%s is refused', (_, body, code) => {
  expect(refusalOf(body).code).toBe(code);
});
