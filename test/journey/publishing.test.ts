import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOCAL_CREDENTIALS, readRunning } from '../../infra/local/state.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import { first, NewsroomUser } from './newsroom-user.ts';

/** What a newsroom does all day, over the wire, on the whole of it as `npm start` brings it up. */
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

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const put = (Key: string, Body: string | Buffer, Metadata: Record<string, string> = {}) =>
  newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key, Body, Metadata }));

async function uploadsOf(key: string) {
  const token = await user.token('editor');
  const answer = await user.call('GET', `/api/uploads?key=${encodeURIComponent(key)}`, { token });
  return answer.body.items;
}

const settled = async (key: string) =>
  (
    await user.until(
      () => uploadsOf(key),
      (items) => items.length > 0,
    )
  )[0];

const TREATY = `Two harbour towns will sign a treaty on tides next week. The text was agreed on Monday.
According to the towns, it ends a dispute of twenty years.
According to Example Wire
Source: https://wire.example/two-harbour-towns-sign-a-treaty-4711.html


Comment (0)`;

describe('an upload reaches its readers', () => {
  test('from the command to the page, the feeds and the API', async () => {
    const { code, output } = await user.run('upload', file('treaty.txt', TREATY), '--section', 'world');
    expect(code).toBe(0);
    const url = /published\s+(\S+)/.exec(output)?.[1] ?? '';
    const { pathname } = new URL(url);

    const page = await user.text(pathname);
    expect(page).toContain('<link rel="canonical"');
    expect(page).toContain('"@type":"NewsArticle"');
    expect(page).toContain('Example Wire');
    expect(page).not.toContain('Comment (0)');
    for (const feed of ['all', 'section/world']) {
      for (const format of ['rss.xml', 'atom.xml', 'feed.json']) {
        await user.until(
          () => user.text(`/feeds/${feed}/${format}`),
          (text) => text.includes(pathname),
        );
      }
    }
    for (const sitemap of ['latest', 'news']) {
      await user.until(
        () => user.text(`/sitemaps/${sitemap}.xml`),
        (text) => text.includes(pathname),
      );
    }
    await user.until(
      () => user.text('/feeds.opml'),
      (text) => text.includes('/feeds/section/world/rss.xml'),
    );
    expect(await user.text('/robots.txt')).toContain('/sitemap.xml');
    expect(await user.text('/sitemap.xml')).toContain('/sitemaps/latest.xml');
    const list = await user.call('GET', '/api/articles?section=world');
    const item = first(list.body.items);
    expect(item).toMatchObject({
      url,
      credit: 'Example Wire',
      canonicalSource: 'https://wire.example/two-harbour-towns-sign-a-treaty-4711.html',
      language: 'en',
      commentCount: 0,
    });
    expect((await user.call('GET', `/api/articles/${item.id}`)).body.headlineSource).toBe('derived');
    // Any slug with the right id finds the page.
    expect((await user.fetch(`/elsewhere/renamed-${item.id}.html`)).status).toBe(200);
  });

  test('a new version, the same again, a delete, and back', async () => {
    const list = async () => (await user.call('GET', '/api/articles?tag=lighthouse')).body.items;
    const version = async (n: number) => first(await user.until(list, (items) => items[0]?.version === n));
    const text = (headline: string) =>
      `---\nheadline: ${headline}\ntags: [lighthouse]\n---\nThe lamp was lit again on Sunday.\n`;
    await put('culture/lamp.md', text('A lamp'));
    const one = await version(1);
    await put('culture/lamp.md', text('A lamp, lit'));
    const two = await version(2);
    expect(two).toMatchObject({
      id: one.id,
      headline: 'A lamp, lit',
      publishedAt: one.publishedAt,
      lastOp: 'update',
    });

    const rss = await user.until(
      () => user.text('/feeds/all/rss.xml'),
      (feed) => feed.includes('A lamp, lit'),
    );
    await put('culture/lamp.md', text('A lamp, lit'));
    await user.until(
      () => uploadsOf('culture/lamp.md'),
      (items) => items[0]?.outcome === 'unchanged',
    );
    expect(await user.text('/feeds/all/rss.xml')).toBe(rss);
    expect((await list()).map((item) => item.version)).toEqual([2]);

    await newsroom.s3.send(new DeleteObjectCommand({ Bucket: newsroom.bucket, Key: 'culture/lamp.md' }));
    await user.until(
      () => user.fetch(`/x/y-${one.id}.html`),
      ({ status }) => status === 410,
    );
    await user.until(
      () => user.text('/feeds/all/rss.xml'),
      (feed) => !feed.includes(one.id),
    );
    expect((await user.call('GET', `/api/articles/${one.id}`)).status).toBe(410);
    await put('culture/lamp.md', text('A lamp, lit'));
    await user.until(
      () => user.fetch(`/x/y-${one.id}.html`),
      ({ status }) => status === 200,
    );
  });

  test('an embargo shows nowhere until the clock releases it', async () => {
    const at = new Date(Date.now() + 3000);
    await put(
      'world/embargoed.md',
      `---\nheadline: The secret figures\nembargoed: ${at.toISOString()}\n---\nThey rose.\n`,
    );
    const { articleId, outcome } = (await settled('world/embargoed.md')) ?? {};
    expect(outcome).toBe('scheduled');
    for (const path of [
      `/x/y-${articleId}.html`,
      '/feeds/all/rss.xml',
      '/feeds/section/world/feed.json',
      '/',
      '/api/articles',
      `/api/articles/${articleId}`,
    ]) {
      expect(await user.text(path)).not.toContain('secret figures');
    }
    await user.until(
      () => Promise.resolve(Date.now()),
      (now) => now > at.getTime(),
    );
    const { storeUrl } = readRunning(newsroom.state);
    await fetch(`${storeUrl}/2015-03-31/functions/release-due/invocations`, { method: 'POST', body: '{}' });
    await user.until(
      () => user.text(`/x/y-${articleId}.html`),
      (page) => page.includes('secret figures'),
    );
    expect((await settled('world/embargoed.md'))?.outcome).toBe('published');
  });

  test.each([
    'with space.txt',
    'a+b.txt',
    '100%.txt',
    'Thời sự/tin tức.txt'.normalize('NFC'),
    'Thể thao/bóng đá.txt'.normalize('NFD'),
    '🗞️.txt',
    "it's (1) & more.txt",
  ])('a key such as %s', async (key) => {
    await put(key, `A body for the key.\n\nIt says ${Buffer.from(key).toString('hex')}.`);
    expect((await settled(key))?.outcome).toBe('published');
  });
});

test('what cannot be taken is refused, each with its reason, and the good one beside it is published', async () => {
  const refused = new Map<string, [content: string | Buffer, code: string]>([
    ['empty.txt', ['', 'empty']],
    ['blank.txt', ['\n \n\t\n', 'empty']],
    ['huge.txt', [Buffer.alloc(6 * 1024 * 1024, 'word '), 'too-large']],
    ['binary.txt', [Buffer.from('%PDF-1\0\u0001'), 'binary']],
    ['latin.txt', [Buffer.from('caf\u00e9 a', 'latin1'), 'invalid-encoding']],
    ['list.md', ['---\n- a\n- b\n---\nText.', 'front-matter-invalid']],
    ['broken.md', ['---\nheadline: "unclosed\n---\nText.', 'front-matter-invalid']],
    ['js.md', ['---js\nmodule.exports = {}\n---\nText.', 'front-matter-executable']],
    ['reserved.md', ['---\nsection: api\n---\nText of it.', 'reserved-section']],
  ]);
  mkdirSync(join(folder, 'mixed'));
  for (const [name, [content]] of refused) file(`mixed/${name}`, content);
  file('mixed/good.txt', 'A good one\n\nIt stands beside all the others.');
  const { code, output } = await user.run('upload', join(folder, 'mixed'));
  expect(code).toBe(1);
  for (const [name, [, reason]] of refused) expect(output).toMatch(new RegExp(`${name}\\s+refused\\s+${reason}:`));
  expect(output).toMatch(/good\.txt\s+published/);
  const latin = first(await uploadsOf(/(\S*latin\.txt)/.exec(output)?.[1] ?? ''));
  expect(latin).toMatchObject({ outcome: 'quarantined', reason: { code: 'invalid-encoding', at: 'byte 4' } });
});

test('events in any order, any number of times, straight on the queue', async () => {
  const versions = ['One', 'Two', 'Three'].map((headline) => `---\nheadline: ${headline}\n---\nText.\n`);
  const ids: string[] = [];
  for (const body of versions) ids.push((await put('world/order.md', body)).VersionId ?? '');
  await user.until(
    () => uploadsOf('world/order.md'),
    (items) => items.length === 3,
  );
  const { storeUrl, outputs } = readRunning(newsroom.state);
  const sqs = new SQSClient({ endpoint: storeUrl, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  const event = (versionId: string | undefined, sequencer: string) => ({
    eventName: 'ObjectCreated:Put',
    eventTime: new Date().toISOString(),
    s3: { bucket: { name: newsroom.bucket }, object: { key: 'world/order.md', size: 30, versionId, sequencer } },
  });
  // Sequencers below all that S3 gave: old news, delivered late and twice.
  for (const versionId of [ids[1], ids[0], ids[1], ids[2], ids[0]]) {
    const MessageBody = JSON.stringify({ Records: [event(versionId, '00000000000000000A')] });
    await sqs.send(new SendMessageCommand({ QueueUrl: outputs.UploadQueueUrl, MessageBody }));
  }
  await put('world/after.md', 'The last word.\n\nAnd nothing after it.');
  await settled('world/after.md');
  const outcomes = (await uploadsOf('world/order.md')).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['published', 'superseded', 'superseded']);
});

test('a rebuild puts back what was lost and mends what was spoilt, to the byte, and then finds nothing to do', async () => {
  const paths = ['/feeds/all/rss.xml', '/feeds/all/atom.xml', '/feeds/section/world/feed.json'];
  const right = await Promise.all(paths.map((path) => user.text(path)));
  const Bucket = 'newsroom-public';
  await newsroom.s3.send(new DeleteObjectCommand({ Bucket, Key: 'feeds/all/rss.xml' }));
  await newsroom.s3.send(new PutObjectCommand({ Bucket, Key: 'feeds/section/world/feed.json', Body: '{}' }));
  const repair = await user.run('rebuild');
  expect(repair.code).toBe(0);
  expect(repair.output).toContain('feeds/all/rss.xml');
  expect(repair.output).toContain('feeds/section/world/feed.json');
  expect(await Promise.all(paths.map((path) => user.text(path)))).toEqual(right);
  expect((await user.run('rebuild', '--full')).output).not.toMatch(/feeds\/\S+\.(xml|json)/);
});
