import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LocalNewsroom } from '../local-newsroom.ts';
import { first, NewsroomUser } from './newsroom-user.ts';

/** What a partner's program does with the article API, through the CDN as `npm start` brings it up. */
let newsroom: LocalNewsroom;
let user: NewsroomUser;

const STORIES = 5;

beforeAll(async () => {
  newsroom = await LocalNewsroom.start();
  user = new NewsroomUser(newsroom);
  for (let n = 1; n <= STORIES; n++) {
    const Body = `---\nheadline: Tide ${n}\nsection: world\ntags: [tides]\nlanguage: en-GB\n---\nThe tide came in.\n`;
    await newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key: `tides/${n}.md`, Body }));
  }
  await user.until(
    () => user.call('GET', '/api/articles?tag=tides'),
    ({ body }) => body.items.length === STORIES,
  );
}, 60_000);

afterAll(async () => {
  expect(await newsroom.stop()).toBe(0);
});

/** The targets of a `Link` header by what they are to the answer. */
const linksOf = (response: Response) =>
  [...(response.headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"(?:; type="([^"]*)")?/g)].map(
    ([, href = '', rel = '', type]) => ({ href, rel, type }),
  );

const page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() });

test('a list is followed by its links, each article once, and its feed has the same', async () => {
  const met: string[] = [];
  let url: string | undefined = `${newsroom.siteUrl}/api/articles?tag=tides&language=en&limit=2&fields=id`;
  for (let pages = 0; url !== undefined && pages < 10; pages++) {
    const response: Response = await fetch(url);
    met.push(...page.parse(await response.json()).items.map(({ id }) => id));
    url = linksOf(response).find(({ rel }) => rel === 'next')?.href;
  }
  expect([met.length, new Set(met).size]).toEqual([STORIES, STORIES]);

  const feeds = linksOf(await user.fetch('/api/articles?tag=tides')).filter(({ rel }) => rel === 'alternate');
  expect(feeds.map(({ type }) => type)).toEqual([
    'application/rss+xml',
    'application/atom+xml',
    'application/feed+json',
  ]);
  for (const { href } of feeds) {
    await user.until(
      () => user.text(new URL(href).pathname),
      (text) => text.includes(first(met)),
    );
  }
});

test('one article in each form that its links name; HEAD tells the same without it', async () => {
  const { body } = await user.call('GET', '/api/articles?tag=tides&limit=1');
  const path = `/api/articles/${first(body.items).id}`;
  const plain = await user.fetch(path);
  expect([plain.headers.get('content-type'), plain.headers.get('vary')]).toEqual([
    'application/json',
    expect.stringContaining('Accept'),
  ]);
  const forms = linksOf(plain).filter(({ href, type }) => href.endsWith(path) && type !== undefined);
  expect(forms).toHaveLength(3);
  for (const { href, type = '' } of forms) {
    const got = await fetch(href, { headers: { accept: type } });
    expect([got.status, got.headers.get('content-type')]).toEqual([200, type]);
    expect(await got.text()).toContain('Tide ');
    const head = await fetch(href, { method: 'HEAD', headers: { accept: type } });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, type, '']);
    const again = await fetch(href, { headers: { accept: type, 'if-none-match': got.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  }
  const refused = await user.fetch(path, { headers: { accept: 'text/csv' } });
  expect([refused.status, refused.headers.get('content-type')]).toEqual([406, 'application/problem+json']);
});

test('describes itself, as its bundle was made', async () => {
  const response = await user.fetch('/api/openapi.json');
  const document = z.looseObject({ paths: z.looseObject({}) }).parse(await response.json());
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/articles/{id}', '/api/comments/{id}']));
  const etag = response.headers.get('etag') ?? '';
  expect((await user.fetch('/api/openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('a position that is none is refused, whoever wrote it', async () => {
  const { status, body } = await user.call('GET', '/api/articles?tag=tides&cursor=WzEsIngiLCJ5Il0');
  expect([status, body.code]).toEqual([400, 'cursor-invalid']);
});

test('a path that the API does not have is a problem, and one that takes other methods names them', async () => {
  for (const path of ['/api/none', '/api/', '/api/articles/a/b/c', '/api/feeds/all/rss.xml']) {
    const { status, body } = await user.call('GET', path);
    expect([status, body.code], path).toEqual([404, 'route-unknown']);
    expect((await user.fetch(path)).headers.get('content-type')).toBe('application/problem+json');
    expect(await (await user.fetch(path, { method: 'HEAD' })).text()).toBe('');
  }
  const refused = await user.fetch('/api/articles', { method: 'DELETE' });
  expect([refused.status, refused.headers.get('allow'), refused.headers.get('content-type')]).toEqual([
    405,
    'GET, HEAD, OPTIONS',
    'application/problem+json',
  ]);
  const options = await user.fetch('/api/articles/aaaaaaaaaaaaaaaa/comments', { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
});

describe('what the site does not have', () => {
  test.each(['/no-such-section', '/no-such-section/', '/world/none.html', '/a/b/c', '/feeds/tag/none/', '/index.php'])(
    '%s is a page that says so',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const response = await user.fetch(path, { method });
        expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
        expect(response.headers.get('content-security-policy')).toContain("style-src 'sha256-");
        const text = await response.text();
        if (method === 'GET')
          expect(text).toMatch(/<html lang="en".*<main id="content">\s*<h1>There is no such page</s);
        else expect(text).toBe('');
      }
    },
  );

  test.each(['/feeds/tag/none/rss.xml', '/feeds/tag/none/atom.xml', '/feeds/tag/none/feed.json', '/sitemaps/none.xml'])(
    '%s is no page: a program asks',
    async (path) => {
      const response = await user.fetch(path);
      expect([response.status, await response.text()]).toEqual([404, expect.not.stringContaining('<html')]);
    },
  );
});
