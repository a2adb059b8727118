import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalNewsroom } from '../local-newsroom.ts';
import { NewsroomUser } from './newsroom-user.ts';

/** What editors do to an article once it is out, over the wire, on the whole newsroom. */
let newsroom: LocalNewsroom;
let user: NewsroomUser;
let token: string;

beforeAll(async () => {
  newsroom = await LocalNewsroom.start();
  user = new NewsroomUser(newsroom);
  token = await user.token('editor', 'ed');
}, 60_000);

afterAll(async () => {
  expect(await newsroom.stop()).toBe(0);
});

const put = (Key: string, Body: string) =>
  newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key, Body }));

const uploadOf = async (key: string, isRight: (outcome: string | undefined) => boolean) => {
  const ask = () => user.call('GET', `/api/uploads?key=${encodeURIComponent(key)}`, { token });
  const { body } = await user.until(ask, (answer) => isRight(answer.body.items[0]?.outcome));
  return body.items[0];
};

async function publish(key: string, text: string): Promise<{ id: string; path: string }> {
  await put(key, text);
  const id = (await uploadOf(key, (outcome) => outcome === 'published'))?.articleId ?? '';
  const { body } = await user.call('GET', `/api/articles/${id}`);
  const path = new URL(body.url).pathname;
  await user.until(
    () => user.fetch(path),
    ({ status }) => status === 200,
  );
  return { id, path };
}

const act = (id: string, op: string, body: object) => user.call('POST', `/api/articles/${id}/${op}`, { token, body });

const FEEDS = ['rss.xml', 'atom.xml', 'feed.json', 'index.html'].map((file) => `/feeds/all/${file}`);

async function everyFeed(isRight: (text: string) => boolean) {
  for (const feed of FEEDS) await user.until(() => user.text(feed), isRight);
}

const pageIs = (path: string, status: number, text: string) =>
  user.until(
    async () => {
      const response = await user.fetch(path);
      return { status: response.status, text: await response.text() };
    },
    (page) => page.status === status && page.text.includes(text),
  );

test('corrected, unpublished, republished, killed; and no upload revives it', async () => {
  const { id, path } = await publish('news/bridge.md', '# The bridge is open\n\nIt opened on Monday, the town says.\n');

  expect((await act(id, 'correct', { note: 'It opened on Tuesday.' })).status).toBe(200);
  await pageIs(path, 200, 'It opened on Tuesday.');
  await everyFeed((text) => text.includes('It opened on Tuesday.'));

  await act(id, 'unpublish', {});
  await pageIs(path, 410, 'The article was withdrawn.');
  await everyFeed((text) => !text.includes(id));
  await act(id, 'republish', {});
  await pageIs(path, 200, 'It opened on Tuesday.');
  await everyFeed((text) => text.includes(id));

  await act(id, 'kill', { note: 'Invented.', reason: 'There is no bridge.' });
  const { text } = await pageIs(path, 410, 'There is no bridge.');
  expect(text).not.toContain('The bridge is open');
  await everyFeed((feed) => !feed.includes(id));
  expect(await user.call('GET', `/api/articles/${id}`)).toMatchObject({
    status: 410,
    body: { code: 'article-killed' },
  });

  await put('news/bridge.md', '# The bridge is open again\n\nIt is, really.\n');
  expect((await uploadOf('news/bridge.md', (outcome) => outcome === 'withdrawn'))?.reason?.code).toBe('killed');
  expect((await user.fetch(path)).status).toBe(410);

  const { body } = await user.call('GET', `/api/articles/${id}/versions`, { token });
  expect(body.items.map((item) => [item.op, item.by])).toEqual([
    ['kill', 'ed'],
    ['republish', 'ed'],
    ['unpublish', 'ed'],
    ['correct', 'ed'],
    ['publish', 'upload'],
  ]);
});

test('a page that never was is a 404 for people', async () => {
  const response = await user.fetch('/news/nothing-aaaaaaaaaaaaaaaa.html');
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
});

test('a refused upload is run again by an editor and by the command, which says when its object is gone', async () => {
  const { VersionId } = await put('news/empty.txt', '');
  const refused = await uploadOf('news/empty.txt', (outcome) => outcome === 'quarantined');
  expect(refused?.reason?.code).toBe('empty');
  const asked = await user.call('POST', '/api/uploads/replay', { token, body: { key: 'news/empty.txt' } });
  expect([asked.status, asked.body.versionId]).toEqual([202, VersionId]);

  const still = await user.run('replay', '--reason', 'empty');
  expect(still.code).toBe(1);
  expect(still.output).toMatch(/^news\/empty\.txt {2}refused {2}empty: /);
  await newsroom.s3.send(new DeleteObjectCommand({ Bucket: newsroom.bucket, Key: 'news/empty.txt', VersionId }));
  await uploadOf('news/empty.txt', (outcome) => outcome === 'withdrawn');
  const { output } = await user.run('replay', '--key', 'news/empty.txt');
  expect(output).toContain('news/empty.txt was deleted');
  expect(await user.run('replay', '--reason', 'binary')).toMatchObject({
    code: 0,
    output: expect.stringContaining('nothing'),
  });
  expect((await user.run('replay', '--reason', 'nonsense')).code).toBe(2);
});
