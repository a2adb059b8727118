import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture, pngOf } from '../functions/make-renditions/images.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import { first, NewsroomUser } from './newsroom-user.ts';

/** Images beside an article, from the bucket to the page, over the whole of `npm start`. */
let newsroom: LocalNewsroom;
let user: NewsroomUser;
const folder = mkdtempSync(join(tmpdir(), 'newsroom-journey-'));

beforeAll(async () => {
  newsroom = await LocalNewsroom.start();
  user = new NewsroomUser(newsroom);
}, 60_000);

afterAll(async () => {
  expect(await newsroom.stop()).toBe(0);
});

const put = (Key: string, Body: string | Buffer, Metadata: Record<string, string> = {}) =>
  newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key, Body, Metadata }));

test('an article and its image, replaced, deleted, and gone with the article', async () => {
  mkdirSync(join(folder, 'world/treaty'), { recursive: true });
  writeFileSync(
    join(folder, 'world/treaty.txt'),
    'The treaty\n\nIt was signed at noon in the harbour of the two towns.',
  );
  writeFileSync(join(folder, 'world/treaty/signing.jpg'), await picture(1200, 800));
  const { code, output } = await user.run('upload', folder);
  expect(output).toMatch(/signing\.jpg\s+published\s+image/);
  expect(code).toBe(0);

  const { id, url } = first((await user.call('GET', '/api/articles')).body.items);
  const { pathname } = new URL(String(url));
  const page = await user.until(
    () => user.text(pathname),
    (html) => html.includes('<figure>'),
  );
  expect(page).toMatch(/<img [^>]*width="1200" height="800"[^>]*loading="lazy"/);
  const sources = [...page.matchAll(/(\/media\/\S+) \d+w/g)].map(([, path]) => path ?? '');
  expect(sources.map((path) => /-(\w+\.\w+)$/.exec(path)?.[1])).toEqual(['480.webp', '960.webp', 'original.jpg']);
  for (const path of sources) {
    const response = await user.fetch(path);
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      expect.stringContaining('immutable'),
    ]);
    const { format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect(response.headers.get('content-type')).toBe(`image/${format}`);
  }

  // Then it is in the feeds: after its files, since the feed names one of them, with its real length.
  const rss = await user.until(
    () => user.text('/feeds/section/world/rss.xml'),
    (xml) => xml.includes('<enclosure'),
  );
  const [, enclosure = '', length] = /<enclosure url="([^"]+)" length="(\d+)" type="image\/jpeg"\/>/.exec(rss) ?? [];
  expect(new URL(enclosure).pathname).toBe(sources.at(-1));
  expect((await (await user.fetch(new URL(enclosure).pathname)).arrayBuffer()).byteLength).toBe(Number(length));

  await put('world/treaty/signing.jpg', await picture(600, 300), { alt: 'Two pens', credit: 'Ann Example' });
  await user.until(
    () => user.text(pathname),
    (html) => html.includes('alt="Two pens"'),
  );
  await user.until(
    () => user.fetch(sources[0] ?? ''),
    ({ status }) => status === 404,
  );
  const answer = await user.call('GET', `/api/articles/${id}`);
  expect(answer.body).toMatchObject({
    images: [
      { alt: 'Two pens', credit: 'Ann Example', width: 600, height: 300, renditions: [{ width: 480 }, { width: 600 }] },
    ],
  });

  await user.until(
    () => user.text('/feeds/section/world/feed.json'),
    (json) => json.includes('"title":"Two pens"'),
  );

  await newsroom.s3.send(new DeleteObjectCommand({ Bucket: newsroom.bucket, Key: 'world/treaty/signing.jpg' }));
  await user.until(
    () => user.text('/feeds/section/world/atom.xml'),
    (xml) => !xml.includes('rel="enclosure"'),
  );
  await user.until(
    () => user.text(pathname),
    (html) => !html.includes('<img'),
  );

  await put('world/treaty/again.png', await picture(500, 300, 'png'));
  const html = await user.until(
    () => user.text(pathname),
    (text) => text.includes('original.png'),
  );
  const path = /(\/media\/\S+original\.png)/.exec(html)?.[1] ?? '';
  await user.call('POST', `/api/articles/${id}/kill`, { token: await user.token('editor'), body: { note: 'A test' } });
  await user.until(
    () => user.fetch(path),
    ({ status }) => status === 404,
  );
  expect((await user.fetch(pathname)).status).toBe(410);
  await put('world/treaty/later.png', await picture(400, 300, 'png'));
  const later = await user.until(
    () => uploadsOf('world/treaty/later.png'),
    (items) => items.length > 0,
  );
  expect(later[0]?.outcome).toBe('published');
  expect((await user.fetch(pathname)).status).toBe(410);
});

test('an image that must not be published is refused with a reason, whatever its name', async () => {
  const hostile: [string, string | Buffer, string][] = [
    ['bomb.jpg', pngOf(30_000, 30_000, 1), 'image-too-large'],
    ['broken.png', (await picture(300, 200, 'png')).subarray(0, 200), 'image-corrupt'],
    ['vector.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image-type-not-allowed'],
  ];
  for (const [name, body] of hostile) await put(`hostile/${name}`, body);
  for (const [name, , code] of hostile) {
    const items = await user.until(
      () => uploadsOf(`hostile/${name}`),
      (all) => all.length > 0,
    );
    expect(items[0]).toMatchObject({ outcome: 'quarantined', reason: { code } });
  }
});

async function uploadsOf(key: string) {
  const token = await user.token('editor');
  return (await user.call('GET', `/api/uploads?key=${encodeURIComponent(key)}`, { token })).body.items;
}
