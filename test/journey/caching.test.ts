import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalNewsroom } from '../local-newsroom.ts';
import { NewsroomUser } from './newsroom-user.ts';

/** What whoever keeps copies of feeds is told, over the whole of `npm start`. */
let newsroom: LocalNewsroom;
let user: NewsroomUser;

const TYPES = {
  'rss.xml': 'application/rss+xml; charset=utf-8',
  'atom.xml': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json',
  'index.html': 'text/html; charset=utf-8',
};
const PATHS = Object.keys(TYPES).map((file) => `/feeds/section/culture/${file}`);

beforeAll(async () => {
  newsroom = await LocalNewsroom.start();
  user = new NewsroomUser(newsroom);
}, 60_000);

afterAll(async () => {
  expect(await newsroom.stop()).toBe(0);
});

const put = (headline: string) =>
  newsroom.s3.send(
    new PutObjectCommand({
      Bucket: newsroom.bucket,
      Key: 'culture/lamp.md',
      Body: `---\nheadline: ${headline}\n---\n${'The lamp was lit again on Sunday, as it is each year. '.repeat(20)}\n`,
    }),
  );
const remove = () => newsroom.s3.send(new DeleteObjectCommand({ Bucket: newsroom.bucket, Key: 'culture/lamp.md' }));

interface Copy {
  path: string;
  body: string;
  etag: string;
  modified: string;
}

/** All files of the feed once they hold this, or hold it no longer. */
const copiesWhen = (holds: (body: string) => boolean): Promise<Copy[]> =>
  Promise.all(
    PATHS.map((path) =>
      user.until(
        async () => {
          const response = await user.fetch(path);
          const [etag, modified] = ['etag', 'last-modified'].map((name) => response.headers.get(name) ?? '');
          return { path, body: await response.text(), etag: etag ?? '', modified: modified ?? '' };
        },
        ({ body }) => holds(body),
      ),
    ),
  );

test('a copy is good exactly as long as its bytes are those of the feed, through edits, a delete and back', async () => {
  const kept: Copy[] = [];
  await put('One');
  const one = await copiesWhen((body) => body.includes('One'));
  await put('Two');
  const two = await copiesWhen((body) => body.includes('Two'));
  await remove();
  const none = await copiesWhen((body) => !body.includes('Two'));
  kept.push(...one, ...two, ...none);
  await put('One');
  kept.push(...(await copiesWhen((body) => body.includes('One'))));
  await remove();
  const last = new Map((await copiesWhen((body) => !body.includes('One'))).map((copy) => [copy.path, copy]));

  for (const copy of kept) {
    const isGood = last.get(copy.path)?.body === copy.body;
    const conditions: [Record<string, string>, number][] = [
      [{ 'if-none-match': copy.etag }, isGood ? 304 : 200],
      [{ 'if-none-match': copy.etag, 'if-modified-since': new Date().toUTCString() }, isGood ? 304 : 200],
      // All of it happened within a few seconds: what was written when is no proof of anything.
      [{ 'if-modified-since': copy.modified }, 200],
    ];
    for (const [headers, status] of conditions) {
      const response = await user.fetch(copy.path, { headers });
      expect([copy.path, headers, response.status]).toEqual([copy.path, headers, status]);
      expect(await response.text()).toBe(status === 304 ? '' : last.get(copy.path)?.body);
    }
  }
});

test('each format has its own type, is compressed, and is kept for a minute', async () => {
  await put('Three');
  await copiesWhen((body) => body.includes('Three'));
  for (const [file, type] of Object.entries(TYPES)) {
    const response = await user.fetch(`/feeds/section/culture/${file}`, { headers: { 'accept-encoding': 'gzip' } });
    const { headers } = response;
    expect([file, headers.get('content-type'), headers.get('content-encoding')]).toEqual([file, type, 'gzip']);
    expect(headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=60');
    expect(headers.get('vary')).toContain('Accept-Encoding');
    expect(headers.get('etag')).toMatch(/^W\/"[0-9a-f]{32}"$/);
    expect(await response.text()).toContain('Three');
  }
});
