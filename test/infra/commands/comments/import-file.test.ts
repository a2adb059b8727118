import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainUrl, readMap } from '../../../../infra/commands/comments/article-map.ts';
import { importedId } from '../../../../infra/commands/comments/converted.ts';
import { FileRefused } from '../../../../infra/commands/comments/file-refused.ts';
import { formatOf } from '../../../../infra/commands/comments/format-of.ts';
import { type Format, importFile } from '../../../../infra/commands/comments/import-file.ts';
import { readText } from '../../../../infra/commands/comments/read-text.ts';
import { tidiedXml } from '../../../../infra/commands/comments/tidied-xml.ts';
import type { Unit } from '../../../../infra/commands/comments/unit.ts';

const ARTICLE = 'k5q7xw2mzt4hbn3a';
const FIXTURES = join(import.meta.dirname, 'fixtures');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'newsroom-import-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function fileOf(content: string | Uint8Array): string {
  const path = join(directory, 'file');
  writeFileSync(path, content);
  return path;
}

/** What an import of the file writes, in its order, heads before replies. */
async function imported(path: string, format?: Format) {
  const units: Unit['comment'][] = [];
  const map = readMap(`https://old.example/river-deal,${ARTICLE}`);
  const articles = {
    articleOf: (urls: readonly string[]) => Promise.resolve(urls.map((url) => map.get(plainUrl(url))).find(Boolean)),
  };
  const report = await importFile({
    text: () => readText(path),
    format: format ?? (await formatOf(readText(path))),
    articles,
    write: ({ comment }) => {
      units.push(comment);
      return Promise.resolve('imported');
    },
    onProgress: () => {},
  });
  return { report, units, byId: new Map(units.map((each) => [each.id, each])) };
}

describe('a file of Disqus', () => {
  it('keeps threads, times, names and states', async () => {
    const { report, byId } = await imported(join(FIXTURES, 'disqus.xml'));
    const at = (id: string) => byId.get(importedId('disqus', id));
    const head = importedId('disqus', '1');
    expect(at('1')).toMatchObject({
      articleId: ARTICLE,
      status: 'PUBLISHED',
      text: 'First & foremost.\n\nSecond\u00a0paragraph.',
      authorName: 'Alice Reader',
      createdAt: '2019-05-01T09:00:00.000Z',
    });
    expect(at('2')).toMatchObject({ parentId: head });
    expect(at('2')).not.toHaveProperty('replyTo');
    expect(at('3')).toMatchObject({
      parentId: head,
      replyTo: importedId('disqus', '2'),
      text: 'An answer to an answer, see the map (https://maps.example/river).',
      email: 'carol@reader.example',
    });
    expect(at('4')).toMatchObject({ status: 'SPAM' });
    expect(at('5')).toMatchObject({ status: 'REJECTED', deletedBy: 'moderator', text: '', authorName: '' });
    expect(at('6')).toMatchObject({ parentId: importedId('disqus', '5'), status: 'PUBLISHED' });
    expect(at('8')).toMatchObject({ authorName: 'Reader' });
    // Two that are below each other: one of them is the head.
    expect(at('9')).toMatchObject({ parentId: importedId('disqus', '10') });
    for (const id of ['8', '10']) expect(at(id)).not.toHaveProperty('parentId');
    expect(report).toMatchObject({ imported: 9, moved: 2 });
    expect(Object.fromEntries(report.skipped)).toEqual({
      'article-unknown': { count: 1, examples: ['7'] },
      'text-empty': { count: 1, examples: ['11'] },
      'time-missing': { count: 1, examples: ['12'] },
    });
  });

  it('brings every head before its replies', async () => {
    const { units } = await imported(join(FIXTURES, 'disqus.xml'));
    const seen = new Set<string>();
    for (const { id, parentId } of units) {
      expect(parentId === undefined || seen.has(parentId)).toBe(true);
      seen.add(id);
    }
  });
});

describe('a file of WordPress', () => {
  it('keeps comments and leaves out what are none', async () => {
    const { report, byId } = await imported(join(FIXTURES, 'wxr.xml'));
    const id = (number: number) => importedId('wxr', `https://blog.example ${number}`);
    expect(byId.get(id(2))).toMatchObject({
      articleId: ARTICLE,
      text: 'Line one\nLine two\n\nBold',
      email: 'frank@reader.example',
      createdAt: '2018-01-01T09:00:00.000Z',
    });
    expect(byId.get(id(3))).toMatchObject({ parentId: id(2), status: 'PENDING', heldReasons: ['imported'] });
    expect(report.imported).toBe(2);
    expect([...report.skipped.keys()].sort()).toEqual(['deleted', 'not-a-comment']);
  });

  const wxr = (comments: string) =>
    `<rss xmlns:wp="x"><channel><item><link>https://old.example/river-deal/</link>${comments}</item></channel></rss>`;
  const said = (id: number, text: string, times: string) =>
    `<wp:comment><wp:comment_id>${id}</wp:comment_id>${times}<wp:comment_content><![CDATA[${text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>`;
  const local = '<wp:comment_date>2018-01-01 10:00:00</wp:comment_date>';

  it('takes a time without a zone for UTC where there is no other, and says so', async () => {
    const gmt = '<wp:comment_date_gmt>2018-01-01 09:00:00</wp:comment_date_gmt>';
    const none = '<wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>';
    const { report, units } = await imported(
      fileOf(wxr(said(1, 'x', local + gmt) + said(2, 'y', local + none) + said(3, 'z', none))),
    );
    expect(units.map(({ createdAt }) => createdAt)).toEqual(['2018-01-01T09:00:00.000Z', '2018-01-01T10:00:00.000Z']);
    expect(report.withoutZone).toBe(1);
    expect([...report.skipped]).toEqual([['time-missing', { count: 1, examples: ['3'] }]]);
  });

  it('takes the first of two comments by one id, once', async () => {
    const { report, units } = await imported(fileOf(wxr(said(1, 'first', local) + said(1, 'second', local))));
    expect(units.map(({ text }) => text)).toEqual(['first']);
    expect(report).toMatchObject({ imported: 1, known: 0 });
    expect([...report.skipped.keys()]).toEqual(['twice-in-the-file']);
  });

  it('joins what stands in several CDATA sections, and needs no `rss` round it', async () => {
    const text = wxr(said(1, 'a ]]]]><![CDATA[> b', local));
    const bare = text.replace('<rss xmlns:wp="x"><channel>', '<channel xmlns:wp="x">').replace('</rss>', '');
    for (const each of [text, bare]) expect((await imported(fileOf(each))).units[0]?.text).toBe('a ]]> b');
  });
});

const disqus = (posts: string, prolog = '<?xml version="1.0"?>') =>
  `${prolog}<disqus xmlns:dsq="x"><thread dsq:id="100"><link>https://old.example/river-deal/</link></thread>${posts}</disqus>`;

const post = (id: number, message: string, parent?: number) =>
  `<post dsq:id="${id}"><message>${message}</message><createdAt>2019-05-01T09:00:00Z</createdAt><thread dsq:id="100"/>${parent === undefined ? '' : `<parent dsq:id="${parent}"/>`}</post>`;

describe('a hostile file', () => {
  it.each([
    ['a document type', disqus(post(1, '&x;'), '<!DOCTYPE disqus [<!ENTITY x "boom">]>')],
    ['an entity that nobody declares', disqus(post(1, '&constructor;'))],
    ['what is not well-formed', disqus('<post dsq:id="1"><message>x</post>')],
    ['what ends in the midst', disqus(post(1, 'x')).slice(0, -20)],
    ['elements without end', disqus('<a>'.repeat(1000))],
    ['no comment at all', disqus('')],
    ['an encoding that is none', disqus(post(1, 'x'), '<?xml version="1.0" encoding="x-none"?>')],
    ['something else', '{"a":1}\n'],
    ['a page', '<html><body>x</body></html>'],
  ])('with %s is refused before anything is written', async (_, content) => {
    await expect(imported(fileOf(content))).rejects.toThrow(FileRefused);
  });

  it('is read gzipped, and after an empty line; a broken archive is refused', async () => {
    const content = `\n ${disqus(post(1, 'packed'))}`;
    expect((await imported(fileOf(gzipSync(content)))).units[0]?.text).toBe('packed');
    await expect(imported(fileOf(gzipSync(content).subarray(0, 60)))).rejects.toThrow(FileRefused);
  });

  it('with ten megabytes of words loses that comment alone', async () => {
    const { report, units } = await imported(fileOf(disqus(post(1, 'x'.repeat(10_000_000)) + post(2, 'short'))));
    expect(units.map(({ text }) => text)).toEqual(['short']);
    expect(report.skipped.get('text-too-long')).toEqual({ count: 1, examples: ['1'] });
  });

  it('with a thread of 5,000 levels comes in two of them', async () => {
    const posts = Array.from({ length: 5_000 }, (_, i) => post(i + 1, 'x', i === 0 ? undefined : i));
    const { units } = await imported(fileOf(disqus(posts.reverse().join(''))));
    expect(units.length).toBe(5_000);
    expect(new Set(units.map(({ parentId }) => parentId))).toEqual(new Set([undefined, importedId('disqus', '1')]));
  });

  it('with values without quotes, cut anywhere, is read as it is meant', async () => {
    const content = disqus(post(1, 'one &lt;a href=x&gt; two') + post(2, 'three', 1)).replace(
      /dsq:id="(\d+)"/g,
      'dsq:id=$1',
    );
    const chunks = async function* () {
      for (let at = 0; at < content.length; at += 7) yield await Promise.resolve(content.slice(at, at + 7));
    };
    let tidied = '';
    for await (const chunk of tidiedXml(chunks())) tidied += chunk;
    expect(tidied).toBe(content.replace(/dsq:id=(\d+)/g, 'dsq:id="$1"'));
    expect((await imported(fileOf(content))).units.map(({ text }) => text)).toEqual(['one  two', 'three']);
  });

  it('of a million tags that never end is done with in time', async () => {
    await expect(imported(fileOf(disqus('<a b=c d '.repeat(100_000))))).rejects.toThrow(FileRefused);
    await expect(imported(fileOf(disqus(`<a${' b="c"'.repeat(200_000)}`)))).rejects.toThrow(FileRefused);
  });

  it('in another encoding, with control characters, and cut anywhere by the reader', async () => {
    const latin = Buffer.from(
      disqus(post(1, 'Caf\u00e9\u0003 \u202eabc'), '<?xml version="1.0" encoding="ISO-8859-1"?>').replace('\u202e', ''),
      'latin1',
    );
    expect((await imported(fileOf(latin))).units[0]?.text).toBe('Café abc');
    const utf16 = Buffer.from(`\ufeff${disqus(post(1, 'Điều này'))}`, 'utf16le');
    expect((await imported(fileOf(utf16))).units[0]?.text).toBe('Điều này');
    const markup = post(1, '&lt;img src=x onerror=alert(1)&gt;bidi\u202e');
    expect((await imported(fileOf(disqus(markup)))).units[0]?.text).toBe('bidi');
  });
});
