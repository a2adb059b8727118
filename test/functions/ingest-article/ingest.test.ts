import { beforeEach, describe, expect, test } from 'vitest';
import { ingest } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

let newsroom: FakeNewsroom;
let bucket: FakeBucket;

beforeEach(() => {
  newsroom = new FakeNewsroom();
  bucket = new FakeBucket(newsroom);
});

const take = (event: ObjectEvent) => ingest(event, newsroom.deps(parseFields));
const upload = (key: string, fields: Partial<ArticleDocument>) => take(bucket.put(key, JSON.stringify(fields)));
const only = () => [...newsroom.articles.values()][0];
const outcomeOf = (event: ObjectEvent) => newsroom.versions.get(`${event.key}@${event.versionId}`)?.outcome;

describe('a first upload', () => {
  test('is published at once, in the feeds of everything, of its section and of its language', async () => {
    const { outcome, articleId } = await upload('world/treaty.txt', { section: 'world', headline: 'A treaty' });
    expect(outcome).toBe('published');
    expect(articleId).toBe(articleIdOf({ scheme: 'key', value: 'world/treaty' }));
    expect(only()).toMatchObject({
      version: 1,
      visible: true,
      lastOp: 'publish',
      feeds: ['all', 'section/world', 'language/en'],
    });
    expect(newsroom.entries.get('section/world')?.has(articleId ?? '')).toBe(true);
  });

  test('takes its first publication time from the object when the document gives none', async () => {
    const event = bucket.put('a.txt', '{}');
    await take(event);
    expect(only()?.publishedAt).toBe(event.at);
  });

  test('before its time is scheduled, without an entry anywhere', async () => {
    const embargoed = '2026-06-01T13:00:00.000Z';
    expect((await upload('a.txt', { embargoed })).outcome).toBe('scheduled');
    expect(only()).toMatchObject({ visible: false, feeds: [], dues: [{ op: 'release', at: embargoed }] });
    expect(only()?.publishedAt).toBeUndefined();
    expect(newsroom.entries.size).toBe(0);
  });

  test('that is withheld says so', async () => {
    expect(await upload('a.txt', { pubStatus: 'withheld' })).toMatchObject({
      outcome: 'withdrawn',
      code: 'not-usable',
    });
  });

  test('that cannot be read is quarantined and repeated events find the same answer', async () => {
    const event = bucket.put('a.txt', 'nothing');
    expect(await take(event)).toMatchObject({ outcome: 'quarantined', code: 'no-text' });
    expect(await take(event)).toMatchObject({ outcome: 'quarantined', code: 'no-text' });
    expect(newsroom.articles.size).toBe(0);
  });

  test('whose object is gone for good is quarantined with that reason', async () => {
    const event = bucket.put('a.txt', '{}');
    newsroom.objects.clear();
    expect(await take(event)).toMatchObject({ outcome: 'quarantined', code: 'object-gone' });
  });
});

describe('another upload of the same key', () => {
  test('is a new version; the first time of publication stays', async () => {
    await upload('a.txt', { headline: 'One' });
    const first = only();
    expect((await upload('a.txt', { headline: 'Two' })).outcome).toBe('published');
    expect(only()).toMatchObject({ version: 2, headline: 'Two', lastOp: 'update', publishedAt: first?.publishedAt });
    expect(newsroom.contents.size).toBe(2);
  });

  test('with identical content changes nothing that a reader sees', async () => {
    await upload('a.txt', { headline: 'One' });
    const before = only();
    expect((await upload('a.txt', { headline: 'One' })).outcome).toBe('unchanged');
    expect(only()).toEqual({ ...before, guard: 2, source: { key: 'a.txt', versionId: 'v2' } });
    expect(newsroom.contents.size).toBe(1);
  });

  test('with a correction note is a correction', async () => {
    await upload('a.txt', { headline: 'One' });
    await upload('a.txt', { headline: 'One', correctionNote: 'The name was wrong.' });
    expect(only()).toMatchObject({ lastOp: 'correct', version: 2 });
  });

  test('in another section leaves the feed of the old one', async () => {
    await upload('a.txt', { section: 'world' });
    await upload('a.txt', { section: 'sport' });
    expect(newsroom.entries.get('section/world')?.size).toBe(0);
    expect(newsroom.entries.get('section/sport')?.size).toBe(1);
  });

  test('that cannot be read leaves the last good one standing', async () => {
    const good = bucket.put('a.txt', '{}');
    const bad = bucket.put('a.txt', 'nothing');
    await take(good);
    await take(bad);
    expect([outcomeOf(good), outcomeOf(bad)]).toEqual(['published', 'quarantined']);
    expect(only()?.visible).toBe(true);
  });

  test('settles the quarantine of an older one', async () => {
    const bad = bucket.put('a.txt', 'nothing');
    await take(bad);
    await upload('a.txt', {});
    expect(outcomeOf(bad)).toBe('superseded');
  });

  test('under an embargo takes the article back until then', async () => {
    await upload('a.txt', {});
    expect((await upload('a.txt', { embargoed: '2026-06-02T00:00:00.000Z' })).outcome).toBe('scheduled');
    expect(only()).toMatchObject({ visible: false, feeds: [] });
    expect(newsroom.entries.get('all')?.size).toBe(0);
  });
});

describe('a delete', () => {
  test('withdraws the article, and a later upload publishes it again', async () => {
    const first = bucket.put('a.txt', '{}');
    await take(first);
    await take(bucket.remove('a.txt'));
    expect(only()).toMatchObject({ visible: false, lastOp: 'unpublish', liveKeys: 0 });
    expect(newsroom.entries.get('all')?.size).toBe(0);
    expect(outcomeOf(first)).toBe('withdrawn');
    expect((await upload('a.txt', {})).outcome).toBe('published');
    expect(only()).toMatchObject({ visible: true, version: 1 });
  });

  test('of one of several live keys withdraws nothing: the next best speaks', async () => {
    await upload('a.txt', { guid: 'urn:1', headline: 'First delivery' });
    await upload('b.txt', { guid: 'urn:1', headline: 'Second delivery' });
    expect(only()).toMatchObject({ headline: 'Second delivery', liveKeys: 2 });
    await take(bucket.remove('b.txt'));
    expect(only()).toMatchObject({ headline: 'First delivery', liveKeys: 1, visible: true });
    await take(bucket.remove('a.txt'));
    expect(only()?.visible).toBe(false);
  });

  test('of an old object version for good is housekeeping', async () => {
    const old = bucket.put('a.txt', '{"headline":"One"}');
    await take(old);
    await upload('a.txt', { headline: 'Two' });
    expect((await take({ ...bucket.remove('a.txt'), versionId: old.versionId, permanent: true })).outcome).toBe(
      'ignored',
    );
    expect(only()?.visible).toBe(true);
  });

  test('of the standing object version for good withdraws the article', async () => {
    const standing = bucket.put('a.txt', '{}');
    await take(standing);
    await take({ ...bucket.remove('a.txt'), versionId: standing.versionId, permanent: true });
    expect(only()?.visible).toBe(false);
    expect(outcomeOf(standing)).toBe('withdrawn');
  });
});

describe('identity', () => {
  test('a key and its double with another extension are one article', async () => {
    const one = await upload('story.txt', { headline: 'One' });
    const two = await upload('story.md', { headline: 'Two' });
    expect(two.articleId).toBe(one.articleId);
  });

  test('names that are sentences, with no extension, are articles of their own', async () => {
    expect((await upload('U.S. votes', {})).articleId).not.toBe((await upload('U.S. economy slows', {})).articleId);
  });

  test('NFC and NFD spellings of one key are one article', async () => {
    const one = await upload('tin-tức.txt'.normalize('NFC'), {});
    const two = await upload('tin-tức.txt'.normalize('NFD'), {});
    expect(two.articleId).toBe(one.articleId);
  });

  test('between keys the document version decides, whatever came last', async () => {
    await upload('a.txt', { guid: 'urn:1', documentVersion: 3, headline: 'Third' });
    expect((await upload('b.txt', { guid: 'urn:1', documentVersion: 2, headline: 'Second' })).outcome).toBe(
      'superseded',
    );
    expect(only()).toMatchObject({ headline: 'Third', version: 1 });
  });

  test('a key stays with its first article', async () => {
    await upload('a.txt', { guid: 'urn:1' });
    expect(await upload('a.txt', { guid: 'urn:2' })).toMatchObject({
      outcome: 'quarantined',
      code: 'identity-conflict',
    });
    expect(newsroom.articles.size).toBe(1);
  });

  test('a key that was known by its name alone may be given an id later', async () => {
    const one = await upload('a.txt', {});
    const two = await upload('a.txt', { id: 'treaty', headline: 'Two' });
    expect(two.articleId).toBe(one.articleId);
    expect((await upload('b.txt', { id: 'treaty', headline: 'Three' })).articleId).toBe(one.articleId);
  });
});

describe('a killed article', () => {
  test.each(['kill', 'takedown'] as const)('after a %s no upload and no replay brings it back', async (lastOp) => {
    const { articleId = '' } = await upload('a.txt', { headline: 'One' });
    const killed = newsroom.articles.get(articleId);
    if (!killed) throw new Error('The article was not stored');
    newsroom.articles.set(articleId, { ...killed, lastOp, pubStatus: 'canceled', visible: false, feeds: [] });
    expect((await upload('a.txt', { headline: 'Two' })).outcome).toBe('withdrawn');
    await take(bucket.remove('a.txt'));
    expect((await upload('a.txt', { headline: 'Three' })).outcome).toBe('withdrawn');
    expect(newsroom.articles.get(articleId)).toMatchObject({ lastOp, visible: false, headline: 'One' });
  });
});

test('a writer that lost the race for a version number leaves no trace in what is published', async () => {
  await upload('a.txt', { headline: 'One' });
  newsroom.beforeCommit = async () => {
    newsroom.beforeCommit = () => Promise.resolve();
    await upload('b.txt', { guid: 'urn:1', headline: 'Of b' });
    await upload('a.txt', { headline: 'Three' });
  };
  await upload('a.txt', { headline: 'Two' });
  const article = newsroom.articles.get(articleIdOf({ scheme: 'key', value: 'a' }));
  expect(article?.headline).toBe('Three');
  const content = JSON.parse(newsroom.contents.get(`${article?.id}/${article?.version}.json`) ?? '{}');
  expect(content.document.headline).toBe('Three');
});
