import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Discussion } from '../../../../shared/comment/discussion.ts';
import { discussionTarget } from '../../../../shared/comment/discussion-target.ts';
import { SITE } from '../../feed/fixtures.ts';
import { DISCUSSION, discussed, EMPTY, shown } from './discussion-fixtures.ts';

const unread = () => Promise.reject(new Error('Rendering reads nothing'));
const target = discussionTarget('aaaaaaaaaaaaaaaa', {
  articles: { article: unread },
  discussions: { discussion: unread },
  site: SITE,
  clock: () => new Date(0),
});

function fileOf(name: string, discussion: Discussion, headline?: string): string {
  const output = target.render(discussed(discussion, headline)).find(({ key }) => key.endsWith(`/${name}`));
  return output?.body ?? '';
}

// Two readers of XML that are not ours; neither may guess types.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => ['item', 'entry'].includes(name),
});

/** The texts of all elements of this name, and whether the document is well-formed at all (else it throws). */
function textsOf(xml: string, name: string): string[] {
  const found: string[] = [];
  const open: { name: string; text: string }[] = [];
  const saxes = new SaxesParser();
  saxes.on('error', (error) => {
    throw error;
  });
  saxes.on('opentag', (tag) => open.push({ name: tag.name, text: '' }));
  saxes.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  saxes.on('closetag', () => {
    const last = open.pop();
    if (last?.name === name) found.push(last.text);
  });
  saxes.write(xml).close();
  return found;
}

const rss = z.object({
  rss: z.object({
    channel: z.object({
      title: z.string(),
      link: z.string(),
      item: z
        .array(
          z.object({
            title: z.string(),
            link: z.string(),
            guid: z.object({ '#text': z.string(), '@isPermaLink': z.literal('false') }),
            'dc:creator': z.string(),
            description: z.string(),
          }),
        )
        .default([]),
    }),
  }),
});

const atom = z.object({
  feed: z.object({
    id: z.string(),
    title: z.string(),
    updated: z.string(),
    entry: z
      .array(
        z.object({
          id: z.string(),
          updated: z.string(),
          author: z.object({ name: z.string() }),
          'thr:in-reply-to': z.object({ '@ref': z.string(), '@href': z.string() }),
          content: z.object({ '#text': z.string(), '@type': z.literal('html') }),
        }),
      )
      .default([]),
  }),
});

const json = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      url: z.url(),
      content_html: z.string(),
      authors: z.array(z.object({ name: z.string() })),
    }),
  ),
});

const rssOf = (d: Discussion, headline?: string) => rss.parse(parser.parse(fileOf('rss.xml', d, headline))).rss.channel;
const atomOf = (d: Discussion) => atom.parse(parser.parse(fileOf('atom.xml', d))).feed;
const jsonOf = (d: Discussion) => json.parse(JSON.parse(fileOf('feed.json', d)));

const tag = (letter: string) => `tag:news.example,2026:comment/${letter.repeat(26)}`;
const ON_PAGE = 'https://news.example/news/harbour-bridge-reopens-aaaaaaaaaaaaaaaa.html#comment-';

describe('the formats of a comment feed', () => {
  for (const name of ['aaaaaaaaaaaaaaaa.json', 'rss.xml', 'atom.xml', 'feed.json', 'index.html']) {
    it(`${name} is to the byte what it was`, async () => {
      const golden = name.replace(/^a{16}/, 'snapshot');
      await expect(fileOf(name, DISCUSSION)).toMatchFileSnapshot(`golden/${golden}.snap`);
      await expect(fileOf(name, EMPTY)).toMatchFileSnapshot(`golden/empty-${golden}.snap`);
    });
  }

  it('name each comment by its permanent id, where it stands, and who wrote it', () => {
    const [ids, links] = [['d', 'c', 'a'].map(tag), ['d', 'c', 'a'].map((letter) => ON_PAGE + letter.repeat(26))];
    const { title, link, item } = rssOf(DISCUSSION);
    expect([title, link]).toEqual(['Comments: Harbour bridge reopens', ON_PAGE.replace(/#.*/, '')]);
    expect(item.map(({ guid }) => guid['#text'])).toEqual(ids);
    expect(item.map((each) => each.link)).toEqual(links);
    expect(item.map((each) => each['dc:creator'])).toEqual(['Ada Example', 'Linh Trần', 'Ada Example']);
    expect(atomOf(DISCUSSION).entry.map((entry) => entry.id)).toEqual(ids);
    const { items } = jsonOf(DISCUSSION);
    expect(items.map((each) => [each.id, each.url])).toEqual(ids.map((id, i) => [id, links[i]]));
  });

  it('say in Atom what each answers: the article, the head of its thread, or another answer', () => {
    const { entry, updated } = atomOf(DISCUSSION);
    expect(entry.map((each) => each['thr:in-reply-to']['@ref'])).toEqual([
      tag('b'),
      tag('a'),
      'tag:news.example,2026:article/aaaaaaaaaaaaaaaa',
    ]);
    expect(updated).toBe('2026-11-20T08:30:00.000Z');
  });

  it('give the words back as the HTML that they are, to both parsers', () => {
    const html =
      '<p>Trams at last!</p>\n<p>See <a href="https://trams.example/plan?a=1&amp;b=2" rel="ugc nofollow noopener">https://trams.example/plan?a=1&amp;b=2</a>.</p>';
    expect(rssOf(DISCUSSION).item[2]?.description).toBe(html);
    expect(textsOf(fileOf('rss.xml', DISCUSSION), 'description')[3]).toBe(html);
    expect(atomOf(DISCUSSION).entry[2]?.content['#text']).toBe(html);
    expect(textsOf(fileOf('atom.xml', DISCUSSION), 'content')[2]).toBe(html);
    expect(jsonOf(DISCUSSION).items[2]?.content_html).toBe(html);
  });

  it('tell nobody what a tombstone said, nor who', () => {
    for (const { body } of target.render(discussed(DISCUSSION))) {
      expect(body).not.toContain('Words that nobody is to read');
      expect(body).not.toContain('Somebody');
    }
    expect(fileOf('index.html', DISCUSSION)).toContain('This comment is no longer shown.');
  });

  it('show threads of two levels on the page, the one with the newest head first', () => {
    const ids = [...fileOf('index.html', DISCUSSION).matchAll(/ id="comment-(.)/g)].map(([, letter]) => letter);
    expect(ids).toEqual(['b', 'd', 'a', 'c']);
  });

  it('do not stand where the article does not', () => {
    const bodies = target.render('absent').map(({ body }) => body);
    expect(bodies).toEqual(Array(5).fill(undefined));
    expect(target.render('absent').map(({ key }) => key)).toEqual(target.keys);
  });
});

const HOSTILE = [
  ']]>',
  '&',
  '&amp;',
  '<b>',
  '</title>',
  '\u0000',
  '\u0008',
  '\ufffe',
  '\ud800',
  '\u202e',
  '"',
  "'",
  '<!--',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { maxLength: 10 })
  .map((parts) => `x${parts.join('')}`);

describe('hostile words', () => {
  it('leave every file well-formed, and are what both parsers read', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (text, authorName, headline) => {
        const discussion = { ...EMPTY, count: 1, recent: [shown('a', { text, authorName })] };
        const [item] = rssOf(discussion, headline).item;
        const xml = fileOf('rss.xml', discussion, headline);
        expect(textsOf(xml, 'dc:creator')).toEqual([item?.['dc:creator']]);
        expect(textsOf(xml, 'description')[1]).toBe(item?.description);
        expect(item?.description).not.toMatch(/<(?!\/?(?:p|a|br)\b)/);
        expect(textsOf(fileOf('atom.xml', discussion, headline), 'content')).toEqual([
          atomOf(discussion).entry[0]?.content['#text'],
        ]);
        const tags = (html: string) => [...html.matchAll(/<(\/?[a-z0-9]+)[\s>]/g)].map(([, name]) => name);
        const tame = { ...discussion, recent: [shown('a', { text: 'x' })] };
        const withoutWords = (name: string | undefined) => !['p', '/p', 'a', '/a', 'br'].includes(name ?? '');
        expect(tags(fileOf('index.html', discussion, headline)).filter(withoutWords)).toEqual(
          tags(fileOf('index.html', tame)).filter(withoutWords),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('the page for people', () => {
  it('marks what staff wrote and editors chose, and says whom an answer answers', () => {
    const head = shown('a', { badge: 'Staff', featured: true });
    const first = shown('b', { parentId: head.id, authorName: 'Linh & Trần' });
    const second = shown('c', { parentId: head.id, replyTo: first.id });
    const page = fileOf('index.html', { ...EMPTY, recent: [second, first, head] });
    expect(page).toContain('</strong> · <span class="mark">Staff</span> · <time');
    expect(page).toContain('</time> · <span class="mark">★ Editors’ choice</span></p>');
    expect(page).toContain(`In answer to <a href="#comment-${first.id}"><bdi>Linh &amp; Trần</bdi></a>`);
    const withdrawn = fileOf('index.html', { ...EMPTY, recent: [second, head] });
    expect(withdrawn).not.toContain('In answer to');
  });
});
