import { describe, expect, test } from 'vitest';
import { documentOf, refusalOf } from './parsing.ts';

const PROSE = 'The council voted on Tuesday to close the old bridge.';
const withFront = (front: string, body = PROSE) => `---\n${front}\n---\n${body}\n`;

describe('what is Markdown', () => {
  test.each([
    ['front matter', withFront('title: A'), 'story.txt', undefined],
    ['a heading at its top', `# Bridge\n\n${PROSE}`, 'story', undefined],
    ['two strong signs', `${PROSE}\n\n## More\n\nSee [the map](https://example.org/map).`, 'story.txt', undefined],
    ['one weak sign and the name', `${PROSE}\n\n- one\n- two`, 'story.md', undefined],
    ['one weak sign and the type', `${PROSE} It is *old*.`, 'story', 'text/markdown; charset=utf-8'],
  ])('%s', (_, text, key, contentType) => {
    expect(documentOf(text, { key, ...(contentType && { contentType }) }).format).toBe('markdown');
  });

  test.each([
    ['prose with a name that says so', PROSE, 'story.md'],
    ['a list', `${PROSE}\n- one\n- two`, 'story.txt'],
    ['a hashtag', `#Bridge is closed\n\n${PROSE}`, 'story.txt'],
    ['a rule', `---\n\n${PROSE}`, 'story.txt'],
  ])('%s is plain text', (_, text, key) => {
    expect(documentOf(text, { key }).format).toBe('text');
  });
});

describe('front matter', () => {
  test('has a name for every field', () => {
    const front = `
headline: "Bridge: closed"
subtitle: For the winter
slug: Cầu cũ
category: World News
tags: [roads, Bridges, ROADS]
authors:
  - name: Jane Doe
  - Lan Ví Dụ
publishAt: 2026-11-24T07:00:00+07:00
embargoed: 2026-11-24T08:00:00Z
expires: 2026-12-24
updated: 2026-11-24T06:00:00Z
lang: en_gb
credit: Example Wire
source: https://example.org/bridge
usageTerms: Not for print
status: draft
correction_note: The river's name was wrong.
id: bridge-1
guid: urn:example:1
version: 3
description: A bridge is closed.
dateline: HANOI`;
    expect(documentOf(withFront(front.trim()))).toMatchObject({
      headline: 'Bridge: closed',
      headlineSource: 'declared',
      subheadline: 'For the winter',
      slug: 'cau-cu',
      section: 'world-news',
      tags: [{ name: 'roads' }, { name: 'Bridges' }],
      byline: 'Jane Doe, Lan Ví Dụ',
      authors: ['Jane Doe', 'Lan Ví Dụ'],
      publishAt: '2026-11-24T00:00:00.000Z',
      embargoed: '2026-11-24T08:00:00.000Z',
      expires: '2026-12-23T17:00:00.000Z',
      zoneAssumed: 'Asia/Ho_Chi_Minh',
      documentTime: '2026-11-24T06:00:00.000Z',
      language: 'en-GB',
      languageSource: 'declared',
      credit: 'Example Wire',
      canonicalSource: 'https://example.org/bridge',
      usageterms: 'Not for print',
      pubStatus: 'withheld',
      correctionNote: "The river's name was wrong.",
      id: 'bridge-1',
      guid: 'urn:example:1',
      documentVersion: 3,
      summary: 'A bridge is closed.',
      dateline: 'HANOI',
      bodyText: PROSE,
      extras: {},
    });
  });

  test('its scalars stay the text that was written', () => {
    const { slug, tags } = documentOf(withFront('slug: 0123\ntags: [1.10, no, 2026-11-24, null]'));
    expect(slug).toBe('0123');
    expect(tags.map(({ name }) => name)).toEqual(['1.10', 'no', '2026-11-24', 'null']);
  });

  test('what it says beyond the model is kept', () => {
    const { extras } = documentOf(withFront('mood: calm\nmap:\n  at: [1, 2]\n__proto__: x\ntitle: A\nheadline: B'));
    expect(extras).toEqual({ frontMatter: { mood: 'calm', map: { at: ['1', '2'] }, headline: 'B' } });
  });

  test('a source that is no address is the credit; tags may be one text with commas', () => {
    expect(documentOf(withFront('source: Reuters\nkeywords: roads, bridges , roads'))).toMatchObject({
      credit: 'Reuters',
      tags: [{ name: 'roads' }, { name: 'bridges' }],
    });
  });

  test.each([
    ['tags: ["Paris, Texas"]', ['Paris, Texas']],
    ['tags: ["Paris, Texas", roads]', ['Paris, Texas', 'roads']],
    ['tags:\n  - Paris, Texas', ['Paris, Texas']],
    ['tags: "Paris, Texas"', ['Paris', 'Texas']],
  ])('%s: an item of a list is one tag, commas and all', (front, expected) => {
    expect(documentOf(withFront(front)).tags.map(({ name }) => name)).toEqual(expected);
  });

  test('an author in a list of one is one', () => {
    const { byline, authors } = documentOf(withFront('author: ["Doe, Jane"]'));
    expect([byline, authors]).toEqual(['Doe, Jane', ['Doe, Jane']]);
  });

  test.each([
    ["O'Neil & Sons", ["O'Neil & Sons"]],
    ['Ann Lee, Smith & Co. and Bo Ray', ['Ann Lee', 'Smith & Co.', 'Bo Ray']],
    ['Ann Lee and Smith & Partners Ltd., Bo Ray', ['Ann Lee', 'Smith & Partners Ltd.', 'Bo Ray']],
    ['Linh Tran & Son Nguyen', ['Linh Tran', 'Son Nguyen']],
    ['Doe   &   Sons', ['Doe & Sons']],
    ['Marx and Engels & Weber', ['Marx', 'Engels', 'Weber']],
  ])('byline: %s', (byline, authors) => {
    expect(documentOf(withFront(`byline: "${byline}"`)).authors).toEqual(authors);
  });

  test('a link from the root is one of the site; any other relative one has no meaning, and goes', () => {
    const body =
      'See [it](/world/a-b.html?x=1#c), [that](//other.example/x), [those](../y.md) and [there][1].\n\n[1]: /world/';
    const { bodyHtml } = documentOf(withFront('title: A', `${PROSE}\n\n${body}`));
    expect([...bodyHtml.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'https://news.example/world/a-b.html?x=1#c',
      'https://news.example/world/',
    ]);
  });

  test.each([
    ['draft: true', 'withheld'],
    ['draft: false', 'usable'],
    ['pubStatus: usable\ndraft: yes', 'withheld'],
    ['draft: true\nstatus: published', 'withheld'],
    ['status: canceled\npubStatus: usable', 'canceled'],
    ['pubStatus: stat:usable', 'usable'],
    ['title: A', 'usable'],
  ])('%j is %s', (front, pubStatus) => {
    expect(documentOf(withFront(front)).pubStatus).toBe(pubStatus);
  });

  test('empty front matter and empty values say nothing', () => {
    expect(documentOf(withFront('')).format).toBe('markdown');
    expect(documentOf(withFront('title:\ntags: []\nexpires: ""\n# a comment')).headlineSource).toBe('derived');
  });

  test.each([
    ['js', '---js\n({ title: "A" })\n---\ntext', 'front-matter-executable', 'line 1'],
    ['json', '--- json\n{ "title": "A" }\n---\ntext', 'front-matter-executable', 'line 1'],
    ['TOML', '+++\ntitle = "A"\n+++\ntext', 'front-matter-invalid', 'line 1'],
    ['a list', withFront('- a\n- b'), 'front-matter-invalid', 'line 2'],
    ['a text', withFront('just text'), 'front-matter-invalid', 'line 2'],
    ['broken', withFront('title: A\ntags: [a'), 'front-matter-invalid', 'line 3'],
    ['a name twice', withFront('title: A\ntitle: B'), 'front-matter-invalid', 'line 3'],
    ['not closed', '---\ntitle: A\n\ntext', 'front-matter-invalid', 'line 1'],
    ['a tag', withFront('title: A\nx: !!js/function "x"'), 'front-matter-invalid', 'line 3'],
    ['an alias', withFront('a: &a 1\nb: *a'), 'front-matter-invalid', 'line 3'],
    ['too deep', withFront(`a: ${'['.repeat(5000)}`), 'front-matter-invalid', 'line 1'],
    ['too deep in blocks', withFront(`${'- '.repeat(9000)}a`), 'front-matter-invalid', 'line 1'],
    [
      'too deep by indenting',
      withFront(Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')),
      'front-matter-invalid',
      undefined,
    ],
    ['too long', withFront(`a: ${'x'.repeat(40_000)}`), 'front-matter-invalid', 'line 1'],
    ['a map for a text', withFront('title: {a: b}'), 'invalid-field', 'line 2 (title)'],
    ['several headlines', withFront('title: [a, b]'), 'invalid-field', 'line 2 (title)'],
    ['no time', withFront('title: A\nexpires: soon'), 'invalid-field', 'line 3 (expires)'],
    ['no day', withFront('date: 2026-02-30'), 'invalid-field', 'line 2 (date)'],
    ['no status', withFront('status: finished'), 'invalid-field', 'line 2 (status)'],
    ['no truth', withFront('draft: maybe'), 'invalid-field', 'line 2 (draft)'],
    ['no language', withFront('lang: English'), 'invalid-field', 'line 2 (lang)'],
    ['no address', withFront('canonical: javascript:alert(1)'), 'invalid-field', 'line 2 (canonical)'],
    [
      'a password in an address',
      withFront('canonical: https://a:b@example.org/'),
      'invalid-field',
      'line 2 (canonical)',
    ],
    ['an endless guid', withFront(`guid: ${'x'.repeat(513)}`), 'invalid-field', 'line 2 (guid)'],
    ['a control in an id', withFront('id: "a\\x07b"'), 'invalid-field', 'line 2 (id)'],
    ['an endless headline', withFront(`title: ${'x'.repeat(17_000)}`), 'invalid-field', 'line 2 (title)'],
    [
      '31 tags',
      withFront(`tags: [${Array.from({ length: 31 }, (_, i) => `t${i}`)}]`),
      'too-many-tags',
      'line 2 (tags)',
    ],
    ['a reserved section', withFront('section: Feeds'), 'reserved-section', 'line 2 (section)'],
    ['an unnameable section', withFront('section: "!!!"'), 'invalid-field', 'line 2 (section)'],
    ['no body', withFront('title: A', ''), 'no-text', undefined],
    ['only a heading', '# Bridge', 'no-text', undefined],
  ])('%s is refused', (_, text, code, at) => {
    const refusal = refusalOf(text);
    expect(refusal.code).toBe(code);
    if (at !== undefined) expect(refusal.at).toBe(at);
    expect(refusal.message).toMatch(/\.$/);
  });

  test('30 tags are taken', () => {
    expect(documentOf(withFront(`tags: [${Array.from({ length: 30 }, (_, i) => `t${i}`)}]`)).tags).toHaveLength(30);
  });
});

describe('headline', () => {
  test.each([
    `# Bridge *closed*\n\n${PROSE}`,
    `Bridge closed\n===\n\n${PROSE}\n\n## More`,
    `\n# Bridge closed #\n${PROSE}`,
  ])('is the heading that %j begins with', (text) => {
    const document = documentOf(text, { key: 'story.md' });
    expect(document).toMatchObject({ headline: 'Bridge closed', headlineSource: 'declared' });
    expect(document.bodyHtml).toMatch(/^<p>/);
  });

  test('one in the front matter leaves another heading in the body', () => {
    expect(documentOf(withFront('title: Bridge', `# What happened\n\n${PROSE}`))).toMatchObject({
      headline: 'Bridge',
      bodyHtml: `<h2>What happened</h2>\n<p>${PROSE}</p>`,
    });
    expect(documentOf(withFront('title: Bridge', `# bridge\n\n${PROSE}`)).bodyHtml).toBe(`<p>${PROSE}</p>`);
  });
});

describe('body', () => {
  test('keeps the structure of an article', () => {
    const text = `# H\n\n## Two\n\n###### Six\n\nA **b** *c* ~~d~~ \`e\` <https://example.org/?a=1&b=2>\nf\n\n> g\n\n1. h\n2. i\n\n| j | k |\n|---|---|\n| l | m |\n\n\`\`\`\nn < o\n\`\`\`\n\n![p](https://example.org/p.jpg)`;
    const { bodyHtml, bodyText } = documentOf(text);
    expect(bodyHtml).toMatchInlineSnapshot(`
      "<h2>Two</h2>
      <h4>Six</h4>
      <p>A <strong>b</strong> <em>c</em> <s>d</s> <code>e</code> <a href="https://example.org/?a=1&amp;b=2" rel="noopener">https://example.org/?a=1&amp;b=2</a>
      f</p>
      <blockquote>
      <p>g</p>
      </blockquote>
      <ol>
      <li>h</li>
      <li>i</li>
      </ol>
      <table>
      <thead>
      <tr>
      <th>j</th>
      <th>k</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td>l</td>
      <td>m</td>
      </tr>
      </tbody>
      </table>
      <pre><code>n &lt; o
      </code></pre>
      <p><img src="https://example.org/p.jpg" alt="p" /></p>"
    `);
    expect(bodyText).toMatchInlineSnapshot(`
      "Two

      Six

      A b c d e https://example.org/?a=1&b=2
      f

      g

      h
      i

      j	k
      l	m

      n < o"
    `);
  });

  test.each([
    '[a](javascript:alert(1))',
    '[a](relative)',
    '[a](//other.example/x)',
    '![a](http://example.org/a.jpg)',
    '![a](data:image/png;base64,AAAA)',
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
  ])('%s cannot execute or lead anywhere', (text) => {
    const { bodyHtml } = documentOf(`# H\n\n${PROSE} ${text}`);
    expect(bodyHtml.replaceAll(/<\/?(?:p|a)>/g, '')).not.toMatch(/<|javascript:.*"/);
  });

  test('the lines at its end say credit and source', () => {
    expect(
      documentOf(`# H\n\n${PROSE}\n\n*According to Reuters*\n\n**Source:** <https://example.org/x-20531.html>`),
    ).toMatchObject({
      credit: 'Reuters',
      canonicalSource: 'https://example.org/x-20531.html',
      slug: 'h-20531',
      bodyHtml: `<p>${PROSE}</p>`,
    });
  });

  test('it is plain text in front of the front matter fields that it overrules', () => {
    expect(documentOf(withFront('credit: Example Wire', `${PROSE}\n\nAccording to Reuters`)).credit).toBe(
      'Example Wire',
    );
  });
});

describe('footnotes', () => {
  const notes = (text: string, headline?: string) =>
    documentOf(text, { key: 'news/bridge.md', ...(headline !== undefined && { metadata: { headline } }) });
  /** Each link within the body, and whether it leads to an element that is there once. */
  const linksOf = (html: string) =>
    [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => html.split(` id="${id}"`).length - 1);

  test('stand in a list at the end, linked there and back', () => {
    const { bodyHtml, bodyText } = notes(`# H\n\n${PROSE}[^cost] It is old.\n\n[^cost]: Four million *pounds*.`);
    expect(bodyHtml).toMatchInlineSnapshot(`
      "<p>The council voted on Tuesday to close the old bridge.<sup><a href="#fn-zoatu4xk-1" id="fnref-zoatu4xk-1-1" role="doc-noteref">1</a></sup> It is old.</p>
      <hr /><ol>
      <li id="fn-zoatu4xk-1">
      <p>Four million <em>pounds</em>. <a href="#fnref-zoatu4xk-1-1" role="doc-backlink">↩︎</a></p>
      </li>
      </ol>"
    `);
    expect(bodyText).toBe(`${PROSE} It is old.\n\nFour million pounds.`);
  });

  test('may be referred to again, hold several blocks and refer to others', () => {
    const { bodyHtml } = notes('# H\n\nA[^b] c[^a] d[^b]\n\n[^a]: E[^f]\n\n    - g\n\n[^b]: H\n\n    I\n[^f]: J');
    expect(bodyHtml.match(/<li id=/g)).toHaveLength(3);
    expect(bodyHtml.match(/doc-backlink/g)).toHaveLength(4);
    expect(bodyHtml).toMatch(
      /<p>H<\/p>\n<p>I <a [^>]*>↩︎<\/a> <a [^>]*>↩︎2<\/a><\/p>[\s\S]*<p>E[\s\S]*<li>g<\/li>\n<\/ul>\n<p><a/,
    );
    expect(linksOf(bodyHtml)).toEqual(Array.from({ length: 8 }, () => 1));
  });

  test('nothing of them is lost: what nothing refers to, what has a label that is taken, what is no reference', () => {
    const { bodyText } = notes('# H\n\nA[^a] b[^c]\n\n[^a]: One\n[^a]: Two\n[^b]: Three');
    expect(bodyText).toBe('A b[^c]\n\nOne\n\nTwo\n\nThree');
  });

  test('in the headline they are not in it, and no link leads to a place that is gone', () => {
    const text = '# Bridge[^a] closed\n\nA[^a]\n\n[^a]: B';
    const asHeadline = notes(text);
    expect(asHeadline.headline).toBe('Bridge closed');
    expect(linksOf(asHeadline.bodyHtml)).toEqual([1, 1]);
    const inBody = notes(text, 'Another');
    expect(inBody.bodyText).toBe('Bridge closed\n\nA\n\nB');
    expect(linksOf(inBody.bodyHtml)).toEqual([1, 1, 1]);
  });

  test('of two articles have ids that differ, and of two versions of one the same', () => {
    const idsOf = (key: string, text: string) => documentOf(text, { key }).bodyHtml.match(/ id="[^"]*"/g);
    const text = '# H\n\nA[^a]\n\n[^a]: B';
    expect(idsOf('a.md', text)).toEqual(idsOf('a.md', `${text} C`));
    expect(idsOf('a.md', text)).not.toEqual(idsOf('b.md', text));
  });
});
