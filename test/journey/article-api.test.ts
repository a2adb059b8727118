import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
