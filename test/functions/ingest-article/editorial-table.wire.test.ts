import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ContentBucket } from '../../../functions/ingest-article/adapters/content-bucket.ts';
import { EditorialTable } from '../../../functions/ingest-article/adapters/editorial-table.ts';
import { finish, ingest } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import type { Deps } from '../../../functions/ingest-article/ports.ts';
import { DueTable } from '../../../functions/release-due/due-table.ts';
import { releaseDue } from '../../../functions/release-due/release-due.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { feedEntry } from '../../../shared/feed/feed-entry.ts';
import { ContentStore } from '../../../shared/store/content-store.ts';
import { imageKey, uploadVersionKey } from '../../../shared/store/editorial-keys.ts';
import { FeedStore } from '../../../shared/store/feed-store.ts';
import { ImageReader } from '../../../shared/store/image-reader.ts';
import { Table } from '../../../shared/store/table.ts';
import { objectStore, tableEngine, uniqueName } from '../../engines.ts';
import { editorialTable } from '../../wire/newsroom-tables.ts';
import { inconsistentReads, Recorder } from '../../wire/recorder.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

/** Ingest and the clock over the real table and content bucket; only the uploads come out of memory, with S3's versions. */
const definition = editorialTable(uniqueName('editorial'));
const contentBucket = uniqueName('content');
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const recorder = new Recorder();
const client = recorder.record(tableEngine());
const s3 = recorder.record(objectStore());
const table = new Table(client, definition.TableName);
const feeds = new FeedStore(table);
const newsroom = new FakeNewsroom();
const bucket = new FakeBucket(newsroom);
const deps: Deps = {
  uploads: newsroom,
  images: newsroom,
  contents: new ContentBucket(s3, contentBucket),
  documents: new ContentStore(s3, contentBucket),
  editorial: new EditorialTable(table, feeds),
  standingImages: new ImageReader(table),
  parse: parseFields,
  savedFeeds: {},
  clock: () => newsroom.now,
};

beforeAll(async () => {
  await client.send(new CreateTableCommand(definition));
  await s3.send(new CreateBucketCommand({ Bucket: contentBucket }));
  await Promise.all(FEEDS.map((feedId) => feeds.register({ feedId })));
});

let n = 0;
let key: string;

beforeEach(() => {
  key = `news/article-${++n}.txt`;
  recorder.reset();
});

const take = (event: ObjectEvent) => ingest(event, deps);
const upload = (fields: Partial<ArticleDocument>) => take(bucket.put(key, JSON.stringify(fields)));
const entriesOf = async (feed: string, id: string | undefined) => {
  const page = await table.query({ pk: `FEED#${feed}`, consistent: true });
  return page.items.map((item) => feedEntry.parse(item)).filter((entry) => entry.id === id);
};
const outcomeOf = async ({ key, versionId }: ObjectEvent) =>
  (await table.get(uploadVersionKey(key, versionId)))?.outcome;

/** The feeds of `typical`. */
const FEEDS = [
  'all',
  'section/news',
  'language/en',
  'author/nguyen-thi-mau',
  ...['ba-lan', 'anh', 'quoc-phong', 'an-ninh'].map((tag) => `tag/${tag}`),
];

/** What a feed costs; that of changes is one more. An article whose item, with the names of its feeds, is over 1 KB costs 2 beside. */
const WRITES = 14 + 2 + 2 * (FEEDS.length + 1);

/** An article as long in its metadata as most are. */
const typical: Partial<ArticleDocument> = {
  headline: 'Anh và Ba Lan ký hiệp ước quốc phòng và an ninh mới tại Luân Đôn',
  slug: 'anh-va-ba-lan-ky-hiep-uoc-quoc-phong-va-an-ninh-moi-tai-luan-don-972297',
  byline: 'Nguyễn Thị Mẫu',
  authors: ['Nguyễn Thị Mẫu'],
  credit: 'Reuters',
  canonicalSource: 'https://news.example/anh-va-ba-lan-ky-hiep-uoc-quoc-phong-va-an-ninh-moi-972297.html',
  tags: ['Ba Lan', 'Anh', 'quốc phòng', 'an ninh'].map((name) => ({ name })),
  summary: 'Hiệp ước sẽ được ký tại Luân Đôn trong cuộc gặp giữa thủ tướng hai nước. '.repeat(2).slice(0, 200),
};

describe('what it costs', () => {
  test('a first publication: at most 14 write units, 2 a feed and 2 for what is over 1 KB, in three requests to the table', async () => {
    await upload(typical);
    expect(recorder.summary()).toEqual({
      'dynamodb:BatchGetItem': 2,
      'dynamodb:TransactWriteItems': 1,
      's3:PutObject': 1,
    });
    const units = recorder.units([definition]);
    expect(units.write).toBeLessThanOrEqual(WRITES);
    expect(units.read).toBeLessThanOrEqual(4);
  });

  test('an update costs no more but for its place among the changes, which moves', async () => {
    await upload(typical);
    recorder.reset();
    await upload({ ...typical, headline: 'A new headline' });
    expect(recorder.units([definition]).write).toBeLessThanOrEqual(WRITES + 2);
  });

  test('identical bytes: no content document and no entry is written', async () => {
    await upload(typical);
    recorder.reset();
    expect((await upload(typical)).outcome).toBe('unchanged');
    expect(recorder.summary()['s3:PutObject']).toBeUndefined();
    expect(recorder.units([definition]).write).toBeLessThanOrEqual(10);
  });

  test('an image: head, version and item, and the same again nothing of the item', async () => {
    const rendition = { name: 'original.jpg', type: 'image/jpeg' as const, width: 4, height: 3, bytes: 9 };
    const asset = {
      assetId: 'a'.repeat(16),
      type: 'image/jpeg' as const,
      width: 4,
      height: 3,
      renditions: [rendition],
    };
    const photo = key.replace('.txt', '/photo.jpg');
    const made = async (assetId = asset.assetId) => {
      const { versionId, sequencer, at } = bucket.put(photo, 'pixels');
      const upload = { key: photo, versionId, sequencer, at };
      const what = { asset: { ...asset, assetId }, words: { alt: 'A' }, storedAt: at };
      recorder.reset();
      const { outcome } = await finish({ type: 'renditions-made', upload, made: what }, deps);
      return { outcome, ...recorder.units([definition]) };
    };
    expect(await made()).toEqual({ outcome: 'published', write: 6, read: 2 });
    expect(await table.get(imageKey(photo))).toMatchObject({ key: photo, alt: 'A', width: 4 });
    // And the version before is superseded.
    expect(await made()).toEqual({ outcome: 'unchanged', write: 6, read: 2 });
    expect((await made('b'.repeat(16))).outcome).toBe('published');
    expect(await table.get(imageKey(photo))).toMatchObject({ assetId: 'b'.repeat(16) });
    await take(bucket.remove(photo));
    expect(await table.get(imageKey(photo))).toBeUndefined();
  });

  test('the same event again: one read', async () => {
    const event = bucket.put(key, JSON.stringify(typical));
    await take(event);
    recorder.reset();
    await take(event);
    expect(recorder.summary()).toEqual({ 'dynamodb:BatchGetItem': 1 });
  });

  test('equal counts however many articles there are', async () => {
    const cost = async () => {
      recorder.reset();
      key = `news/article-${++n}.txt`;
      await upload(typical);
      return { ...recorder.summary(), ...recorder.units([definition]) };
    };
    const first = await cost();
    for (let i = 0; i < 60; i++) {
      key = `news/more-${i}.txt`;
      await upload({ headline: `Article ${i}` });
    }
    expect(await cost()).toEqual(first);
  });

  test('every read that a decision rests on is strongly consistent', async () => {
    await upload({ embargoed: '2026-06-01T13:00:00.000Z' });
    await releaseDue({
      store: new DueTable(table, feeds, SILENT),
      savedFeeds: {},
      clock: () => new Date('2026-06-01T13:00:00.000Z'),
      log: SILENT,
    });
    await take(bucket.remove(key));
    expect(inconsistentReads(recorder)).toEqual([]);
  });

  test('an idle tick of the clock: one query a shard', async () => {
    await releaseDue({
      store: new DueTable(table, feeds, SILENT),
      savedFeeds: {},
      clock: () => new Date('2020-01-01T00:00:00Z'),
      log: SILENT,
    });
    expect(recorder.summary()).toEqual({ 'dynamodb:Query': 4 });
  });
});

describe('what the table holds', () => {
  test('an entry of at most 1 KB in each feed, with its card', async () => {
    const { articleId } = await upload(typical);
    for (const feed of FEEDS) {
      const [entry] = await entriesOf(feed, articleId);
      expect(entry?.card?.headline).toBe(typical.headline);
    }
  });

  test('an entry too large for its card goes without', async () => {
    const { articleId } = await upload({ headline: 'Long '.repeat(300) });
    const [entry] = await entriesOf('all', articleId);
    expect(entry?.card).toBeUndefined();
    expect(entry?.version).toBe(1);
  });

  test('a scheduled article has none until the clock releases it, and then the upload is published', async () => {
    const event = bucket.put(key, JSON.stringify({ embargoed: '2026-06-01T13:00:00.000Z' }));
    const { articleId, outcome } = await take(event);
    expect([outcome, await outcomeOf(event)]).toEqual(['scheduled', 'scheduled']);
    expect(await entriesOf('all', articleId)).toEqual([]);
    const store = new DueTable(table, feeds, SILENT);
    await releaseDue({ store, savedFeeds: {}, clock: () => new Date('2026-06-01T12:59:59.999Z'), log: SILENT });
    expect(await entriesOf('all', articleId)).toEqual([]);
    await releaseDue({ store, savedFeeds: {}, clock: () => new Date('2026-06-01T13:00:00.000Z'), log: SILENT });
    expect(await entriesOf('all', articleId)).toHaveLength(1);
    expect(await outcomeOf(event)).toBe('published');
  });

  test('twenty versions of one key ingested at once end with the newest', async () => {
    const events = Array.from({ length: 20 }, (_, i) => bucket.put(key, JSON.stringify({ headline: `Version ${i}` })));
    const results = await Promise.allSettled(events.map(take));
    // Contention that does not end is for the queue to bring back, as it would.
    for (const [i, result] of results.entries()) if (result.status === 'rejected') await take(events[i] as ObjectEvent);
    const [entry] = await entriesOf('all', (await take(events[0] as ObjectEvent)).articleId);
    expect(entry?.card?.headline).toBe('Version 19');
    const outcomes = await Promise.all(events.map(outcomeOf));
    expect(outcomes).toEqual([...Array(19).fill('superseded'), 'published']);
    // The document under the version that won is the winner's own, whoever raced for the number.
    const content = await s3.send(
      new GetObjectCommand({ Bucket: contentBucket, Key: `${entry?.id}/${entry?.version}.json` }),
    );
    expect(JSON.parse((await content.Body?.transformToString()) ?? '').document.headline).toBe('Version 19');
  });

  test('two keys of one article taken at once: the better one speaks, and both count', async () => {
    for (let round = 0; round < 10; round++) {
      const guid = `urn:race-${n}-${round}`;
      const bodies = ['a', 'b'].map((name, i) => JSON.stringify({ guid, headline: name, documentVersion: 2 - i }));
      const events = bodies.map((body, i) => bucket.put(`news/race-${n}-${round}-${i}.txt`, body));
      const [first] = await Promise.all(events.map(take));
      const article = await deps.editorial.article(first?.articleId ?? '');
      expect(article).toMatchObject({ headline: 'a', liveKeys: 2 });
      expect((await entriesOf('all', first?.articleId)).map((entry) => entry.card?.headline)).toEqual(['a']);
    }
  });

  test('a key of 1,024 bytes', async () => {
    key = `${'k'.repeat(1020)}.txt`;
    expect((await upload({})).outcome).toBe('published');
    await take(bucket.remove(key));
    expect((await deps.editorial.upload(key, 'v?')).head?.tombstone).toBeDefined();
  });

  test('a due item that cannot be read keeps no other from its time', async () => {
    await table.put({ pk: 'DUE#0', sk: '2026-06-01T00:00:00.000Z#x#bogus', op: 'bogus' });
    const { articleId } = await upload({ embargoed: '2026-06-01T13:00:00.000Z' });
    await releaseDue({
      store: new DueTable(table, feeds, SILENT),
      savedFeeds: {},
      clock: () => new Date('2026-06-01T13:00:00.000Z'),
      log: SILENT,
    });
    expect(await entriesOf('all', articleId)).toHaveLength(1);
  });

  test('a quarantined upload is in the index until a good one comes', async () => {
    const index = { name: 'quarantined', pk: 'quarantine', sk: 'receivedAt' };
    const quarantined = async () => (await table.query({ pk: 'QUARANTINED', index })).items.map((item) => item.key);
    await take(bucket.put(key, 'nothing'));
    expect(await quarantined()).toContain(key);
    await upload({});
    expect(await quarantined()).not.toContain(key);
  });
});
