import { beforeEach, describe, expect, test } from 'vitest';
import { finish, ingest, replay } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { partKey } from '../../../shared/article/upload-part.ts';
import { documentOf, FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

/** What becomes of the articles of one object that holds several (ADR 57). */
let newsroom: FakeNewsroom;
let bucket: FakeBucket;

beforeEach(() => {
  newsroom = new FakeNewsroom();
  bucket = new FakeBucket(newsroom);
});

const KEY = 'wire/message.xml';
const BAD = 'no document';

const take = (event: ObjectEvent) => ingest(event, newsroom.deps(parseFields));
const say = (guid: string, headline: string, fields: Partial<ArticleDocument> = {}) =>
  JSON.stringify({ guid, headline, ...fields });
const messageOf = (articles: Record<string, string>) => JSON.stringify(Object.entries(articles));
const put = (articles: Record<string, string>, key = KEY) => bucket.put(key, messageOf(articles));
const article = (guid: string) => newsroom.articles.get(articleIdOf({ scheme: 'guid', value: guid }));
const record = ({ key, versionId }: ObjectEvent) => newsroom.versions.get(`${key}@${versionId}`);
const partRecord = (event: ObjectEvent, name: string) => record({ ...event, key: partKey(event.key, name) });

describe('a message', () => {
  test('is an article for each of its texts, and names them in its outcome', async () => {
    const event = put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') });
    expect(await take(event)).toEqual({ outcome: 'published' });
    expect([article('urn:a'), article('urn:b')]).toMatchObject([
      { headline: 'One', visible: true, source: { key: partKey(KEY, 'urn:a'), versionId: event.versionId } },
      { headline: 'Two', visible: true },
    ]);
    expect(record(event)).toMatchObject({ outcome: 'published', parts: [{ name: 'urn:a' }, { name: 'urn:b' }] });
    expect(record(event)).not.toHaveProperty('articleId');
  });

  test('with fewer texts withdraws those that are gone; a delete withdraws all', async () => {
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two'), 'urn:c': say('urn:c', 'Three') }));
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two, again') }));
    expect([article('urn:a'), article('urn:b'), article('urn:c')]).toMatchObject([
      { visible: true, version: 1 },
      { visible: true, headline: 'Two, again', version: 2 },
      { visible: false, lastOp: 'unpublish' },
    ]);
    await take(bucket.remove(KEY));
    expect([...newsroom.articles.values()].filter(({ visible }) => visible)).toEqual([]);
    expect(newsroom.uploads.get(KEY)?.parts).toEqual([]);
  });

  test('never takes away in between what the next version has as the whole object, nor the other way round', async () => {
    const seen: (boolean | undefined)[] = [];
    newsroom.beforeCommit = () => Promise.resolve(void seen.push(article('urn:a')?.visible));
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') }));
    await take(bucket.put(KEY, say('urn:a', 'One')));
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:c': say('urn:c', 'Three') }));
    const first = seen.indexOf(true);
    expect(seen.slice(first).every((visible) => visible === true)).toBe(true);
    expect(article('urn:a')).toMatchObject({ version: 1, liveKeys: 1, source: { key: partKey(KEY, 'urn:a') } });
    expect(article('urn:b')?.visible).toBe(false);
  });

  test('deleted for good in its newest version takes its articles along', async () => {
    const event = put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') });
    await take(event);
    await take({ ...bucket.remove(KEY), versionId: event.versionId, permanent: true });
    expect([article('urn:a')?.visible, article('urn:b')?.visible]).toEqual([false, false]);
    expect(partRecord(event, 'urn:a')).toMatchObject({ kind: 'put', outcome: 'withdrawn' });
  });

  test('that an image replaces is gone', async () => {
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') }));
    const { key, versionId, sequencer, at } = bucket.put(KEY, Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]));
    const asset = { assetId: 'abcdefghijklmnop', type: 'image/jpeg' as const, width: 1, height: 1 };
    const renditions = [{ name: 'original.jpg', type: 'image/jpeg' as const, width: 1, height: 1, bytes: 1 }];
    const made = { asset: { ...asset, renditions }, words: {}, storedAt: at };
    await finish(
      { type: 'renditions-made', upload: { key, versionId, sequencer, at }, made },
      newsroom.deps(parseFields),
    );
    expect([article('urn:a')?.visible, article('urn:b')?.visible]).toEqual([false, false]);
    expect(newsroom.images.size).toBe(1);
  });
});

describe('an article of a message', () => {
  test('that is refused leaves the others alone, and what stood of it as well', async () => {
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') }));
    const event = put({ 'urn:a': BAD, 'urn:b': say('urn:b', 'Two, again') });
    expect(await take(event)).toEqual({ outcome: 'quarantined', code: 'parts-refused' });
    expect([article('urn:a'), article('urn:b')]).toMatchObject([
      { headline: 'One', visible: true },
      { headline: 'Two, again' },
    ]);
    expect(record(event)?.parts).toMatchObject([{ name: 'urn:a', reason: { code: 'no-text' } }, { name: 'urn:b' }]);
    expect(partRecord(event, 'urn:a')).toBeUndefined();
  });

  test('that was refused is taken by a replay, and the others are not taken again', async () => {
    const event = put({ 'urn:a': say('urn:a', 'One'), 'urn:b': BAD });
    await take(event);
    const version = article('urn:a');
    const mended = put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') });
    const objects = newsroom.objects;
    const body = objects.get(`${KEY}@${mended.versionId}`);
    if (body) objects.set(`${KEY}@${event.versionId}`, body);
    const again = { type: 'replay-upload' as const, key: KEY, versionId: event.versionId };
    expect(await replay(again, newsroom.deps(parseFields))).toEqual({ outcome: 'published' });
    expect(article('urn:b')).toMatchObject({ headline: 'Two', visible: true });
    expect(article('urn:a')).toEqual(version);
    expect(record(event)).toMatchObject({ outcome: 'published', replays: 1 });
  });

  test('all refused change nothing', async () => {
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') }));
    const before = structuredClone(newsroom.articles);
    const event = put({ 'urn:a': BAD, 'urn:c': BAD });
    expect((await take(event)).outcome).toBe('quarantined');
    expect(newsroom.articles).toEqual(before);
    expect(record(event)?.parts).toHaveLength(2);
  });

  test('speaks for it beside other keys by the rules of any, and is read again when they go', async () => {
    const other = bucket.put('desk/one.txt', say('urn:a', 'From the desk', { documentVersion: 2 }));
    const event = put({ 'urn:a': say('urn:a', 'One', { documentVersion: 1 }), 'urn:b': say('urn:b', 'Two') });
    await take(other);
    await take(event);
    expect(article('urn:a')).toMatchObject({ headline: 'From the desk', liveKeys: 2 });
    expect(partRecord(event, 'urn:a')?.outcome).toBe('superseded');
    await take(bucket.remove('desk/one.txt'));
    expect(article('urn:a')).toMatchObject({ headline: 'One', liveKeys: 1, visible: true });
    expect(partRecord(event, 'urn:a')?.outcome).toBe('published');
  });

  test('that was killed stays so, and the others are published', async () => {
    await take(put({ 'urn:a': say('urn:a', 'One'), 'urn:b': say('urn:b', 'Two') }));
    await newsroom.act(articleIdOf({ scheme: 'guid', value: 'urn:a' }), { op: 'kill' });
    const event = put({ 'urn:a': say('urn:a', 'One, again'), 'urn:b': say('urn:b', 'Two, again') });
    expect((await take(event)).outcome).toBe('published');
    expect(article('urn:a')?.visible).toBe(false);
    expect(partRecord(event, 'urn:a')).toMatchObject({ outcome: 'withdrawn', reason: { code: 'killed' } });
  });

  test('without a guid is one by its place in the object', async () => {
    const body = JSON.stringify({ headline: 'Nameless' });
    await take(put({ 'item-1': body, 'urn:b': say('urn:b', 'Two') }));
    await take(put({ 'item-1': body, 'urn:b': say('urn:b', 'Two') }));
    expect([...newsroom.articles.values()].map(({ headline }) => headline).sort()).toEqual(['Nameless', 'Two']);
  });
});

test('a single article costs no look and no write more than before there were parts', async () => {
  let writes = 0;
  newsroom.beforeCommit = () => Promise.resolve(void writes++);
  await take(bucket.put('a.txt', JSON.stringify(documentOf({}))));
  await take(bucket.remove('a.txt'));
  expect(writes).toBe(2);
  expect(newsroom.uploads.get('a.txt')).not.toHaveProperty('parts');
});
