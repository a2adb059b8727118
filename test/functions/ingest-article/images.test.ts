import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ImageUpload, Made, RenditionsMade } from '../../../events/make-renditions.ts';
import { finish, ingest, replay } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

const JPEG = [0xff, 0xd8, 0xff];

/** A JPEG as far as its first bytes say; what else is in it decides what is made of it. */
const jpeg = (text: string) => Uint8Array.from([...JPEG, ...Buffer.from(text)]);

const textOf = (newsroom: FakeNewsroom, { key, versionId }: ImageUpload): string => {
  const object = newsroom.objects.get(`${key}@${versionId}`);
  return Buffer.from(object?.body ?? []).toString('latin1', JPEG.length);
};

/** What the other function would make of it: an asset named after its text, or nothing of one that is broken. */
function made(newsroom: FakeNewsroom, upload: ImageUpload): Made {
  const text = textOf(newsroom, upload);
  if (text === 'broken') return { refusal: { code: 'image-corrupt', message: 'It cannot be decoded.' } };
  const assetId = text.padEnd(16, 'a').slice(0, 16);
  const rendition = { name: 'original.jpg', type: 'image/jpeg' as const, width: 4, height: 3, bytes: 9 };
  const asset = { assetId, type: 'image/jpeg' as const, width: 4, height: 3, renditions: [rendition] };
  return { asset, words: {}, storedAt: upload.at };
}

const answerTo = (newsroom: FakeNewsroom, upload: ImageUpload): RenditionsMade => ({
  type: 'renditions-made',
  upload,
  made: made(newsroom, upload),
});

/** The event, and what follows from it once its renditions are made. */
async function take(event: ObjectEvent, newsroom: FakeNewsroom) {
  await ingest(event, newsroom.deps(parseFields));
  await finishAll(newsroom);
}

async function finishAll(newsroom: FakeNewsroom) {
  for (let upload = newsroom.handed.shift(); upload; upload = newsroom.handed.shift()) {
    await finish(answerTo(newsroom, upload), newsroom.deps(parseFields));
  }
}

describe('an image', () => {
  let newsroom: FakeNewsroom;
  let bucket: FakeBucket;
  const outcomes = () => [...newsroom.versions.values()].map(({ outcome, reason }) => reason?.code ?? outcome);
  const KEY = 'world/treaty/photo.jpg';

  beforeEach(() => {
    newsroom = new FakeNewsroom();
    bucket = new FakeBucket(newsroom);
  });

  test('is handed on, and stands once its renditions do', async () => {
    const event = bucket.put(KEY, jpeg('one'));
    expect(await ingest(event, newsroom.deps(parseFields))).toEqual({ outcome: 'handed-on' });
    expect([...newsroom.versions]).toEqual([]);
    await finishAll(newsroom);
    expect(outcomes()).toEqual(['published']);
    expect(newsroom.images.get(KEY)).toMatchObject({ key: KEY, versionId: event.versionId, width: 4 });
  });

  test('is told by its content, whatever its name', async () => {
    await take(bucket.put('story.txt', jpeg('one')), newsroom);
    expect(newsroom.images.size).toBe(1);
    await take(bucket.put('story.jpg', '{"headline":"A story"}'), newsroom);
    expect(newsroom.articles.size).toBe(1);
  });

  test('is replaced, is the same again, and goes', async () => {
    await take(bucket.put(KEY, jpeg('one')), newsroom);
    await take(bucket.put(KEY, jpeg('two')), newsroom);
    await take(bucket.put(KEY, jpeg('two')), newsroom);
    expect(outcomes()).toEqual(['superseded', 'superseded', 'unchanged']);
    expect(newsroom.images.get(KEY)?.assetId).toMatch(/^two/);
    await take(bucket.remove(KEY), newsroom);
    expect(newsroom.images.size).toBe(0);
    expect(outcomes().slice(2)).toEqual(['withdrawn', 'withdrawn']);
  });

  test('that is broken is quarantined, and what stood before it still does', async () => {
    await take(bucket.put(KEY, jpeg('one')), newsroom);
    const broken = bucket.put(KEY, jpeg('broken'));
    await take(broken, newsroom);
    expect(outcomes()).toEqual(['published', 'image-corrupt']);
    expect(newsroom.images.get(KEY)?.assetId).toMatch(/^one/);
    newsroom.objects.set(`${KEY}@${broken.versionId}`, { body: jpeg('mended'), metadata: {}, storedAt: broken.at });
    const { key, versionId } = broken;
    await replay({ type: 'replay-upload', key, versionId }, newsroom.deps(parseFields));
    const [upload] = newsroom.handed;
    expect(upload).toMatchObject({ replay: true });
    await finishAll(newsroom);
    if (upload) await finish(answerTo(newsroom, upload), newsroom.deps(parseFields));
    expect(newsroom.images.get(KEY)?.assetId).toMatch(/^mended/);
    expect(newsroom.versions.get(`${KEY}@${versionId}`)).toMatchObject({ outcome: 'published', replays: 1 });
  });

  test('of 6 MB is an image, of 21 MB too large; and 6 MB of anything else is too large as well', async () => {
    newsroom.read = (key) => {
      const beginning = key.startsWith('text') ? new Uint8Array(64) : jpeg('');
      return Promise.resolve({ beginning, size: key.includes('21') ? 21e6 * 1.05 : 6e6 });
    };
    await ingest(bucket.put('6.jpg', ''), newsroom.deps(parseFields));
    expect(newsroom.handed).toHaveLength(1);
    await ingest(bucket.put('21.jpg', ''), newsroom.deps(parseFields));
    await ingest(bucket.put('text', ''), newsroom.deps(parseFields));
    expect(outcomes()).toEqual(['image-too-large', 'too-large']);
  });

  test.each([
    ['<svg onload="alert(1)"/>'],
    ['<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('of no allowed type is refused by name: %s', async (body) => {
    await take(bucket.put(KEY, body), newsroom);
    expect(outcomes()).toEqual(['image-type-not-allowed']);
  });

  test('takes an article’s key over, and gives it back', async () => {
    await take(bucket.put('story', '{"headline":"A story"}'), newsroom);
    await take(bucket.put('story', jpeg('one')), newsroom);
    expect([...newsroom.articles.values()].map(({ visible }) => visible)).toEqual([false]);
    await take(bucket.put('story', '{"headline":"A story again"}'), newsroom);
    expect([...newsroom.articles.values()].map(({ headline, visible }) => [headline, visible])).toEqual([
      ['A story again', true],
    ]);
    expect(newsroom.images.size).toBe(0);
    expect(outcomes()).toEqual(['superseded', 'superseded', 'published']);
  });
});

type Step = { key: string; act: 'document' | 'image' | 'image' | 'bad' | 'broken' | 'delete'; text: string };

const step: fc.Arbitrary<Step> = fc.record({
  key: fc.constantFrom('a', 'a', 'b/photo.jpg'),
  act: fc.constantFrom('document', 'image', 'image', 'bad', 'broken', 'delete'),
  text: fc.constantFrom('one', 'two'),
});

function happen(steps: readonly Step[], guid: string | undefined) {
  const newsroom = new FakeNewsroom();
  const bucket = new FakeBucket(newsroom);
  for (const { key, act, text } of steps) {
    if (act === 'delete') bucket.remove(key);
    else if (act === 'document') bucket.put(key, JSON.stringify({ headline: text, guid }));
    else bucket.put(key, act === 'bad' ? 'no document' : jpeg(act === 'broken' ? 'broken' : text));
  }
  return { newsroom, events: bucket.events };
}

/**
 * Lets the events come in any order, some twice, and their renditions be made whenever: `order` says for each turn whether the
 * next event comes or the next image is finished.
 */
async function play(steps: readonly Step[], guid: string | undefined, order: readonly number[]) {
  const { newsroom, events } = happen(steps, guid);
  const weighed = [...events, ...events.filter((_, i) => (order[i % order.length] ?? 0) % 3 === 0)].map((event, i) => ({
    event,
    weight: order[(i * 7) % order.length] ?? 0,
  }));
  const coming = weighed.sort((a, b) => a.weight - b.weight).map(({ event }) => event);
  const waiting = newsroom.handed;
  for (let turn = 0; coming.length + waiting.length > 0; turn++) {
    const upload = (order[turn % order.length] ?? 0) % 2 || coming.length === 0 ? waiting.pop() : undefined;
    const event = upload ? undefined : coming.shift();
    if (upload) await finish(answerTo(newsroom, upload), newsroom.deps(parseFields));
    else if (event) await ingest(event, newsroom.deps(parseFields));
  }
  return newsroom.view();
}

async function inOrder(steps: readonly Step[], guid: string | undefined) {
  const { newsroom, events } = happen(steps, guid);
  for (const event of events) await take(event, newsroom);
  return newsroom.view();
}

test.each([undefined, 'urn:g'])(
  'order and duplicates do not matter, whatever a key holds by turns (guid %s)',
  async (guid) => {
    const orders = fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), orders, async (steps, order) => {
        expect(await play(steps, guid, order)).toEqual(await inOrder(steps, guid));
      }),
      { numRuns: 600 },
    );
  },
);
