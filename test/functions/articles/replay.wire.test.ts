import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseFields } from '../ingest-article/fake-newsroom.ts';
import { DeskUnderTest } from './desk-under-test.ts';

const desk = new DeskUnderTest();
let key = '';
let n = 0;

beforeAll(() => desk.create());

beforeEach(() => {
  desk.parse = parseFields;
  desk.asked.length = 0;
  key = `news/refused-${++n}.txt`;
});

/** An upload that was refused, and whose parser has been mended since. */
async function refused() {
  const event = desk.bucket.put(key, 'not yet understood');
  expect(await desk.take(event)).toMatchObject({ outcome: 'quarantined', code: 'no-text' });
  return event;
}

const mend = () => {
  desk.parse = () =>
    parseFields({ body: new TextEncoder().encode('{"headline":"At last"}'), metadata: {}, storedAt: '' }, key);
};

const ask = (body: object, retry?: string) =>
  desk.call('POST /api/uploads/replay', { as: 'ed:editor', body, ...(retry !== undefined && { key: retry }) });

/** What editors are shown in quarantine of this key. */
const inQuarantine = async () => {
  const { body } = await desk.call('GET /api/uploads', { as: 'ed:editor', query: 'outcome=quarantined&limit=100' });
  return body.items.filter((item: { key: string }) => item.key === key);
};

const replayAll = async () => {
  for (const upload of desk.asked.splice(0)) await desk.replay(upload);
};

describe('a refused upload that is replayed', () => {
  test('is published when it is understood now, and leaves quarantine', async () => {
    const event = await refused();
    expect(await inQuarantine()).toHaveLength(1);
    mend();
    expect(await ask({ key })).toMatchObject({ status: 202, body: { key, versionId: event.versionId } });
    await replayAll();
    const record = await desk.uploadRecord(event);
    expect(record).toMatchObject({ outcome: 'published', replays: 1, receivedAt: event.at });
    expect(record.reason).toBeUndefined();
    expect(await desk.feedsWith(record.articleId ?? '')).toEqual(['all', 'language/en', 'section/news']);
    expect(await inQuarantine()).toEqual([]);
  });

  test('stays when it is still not understood, and shows that it was tried', async () => {
    const event = await refused();
    await desk.replay({ type: 'replay-upload', key, versionId: event.versionId });
    expect(await desk.uploadRecord(event)).toMatchObject({ outcome: 'quarantined', replays: 1 });
    expect(await inQuarantine()).toHaveLength(1);
  });

  test('says so when its object was deleted meanwhile', async () => {
    const event = await refused();
    desk.forget(event);
    await ask({ key });
    await replayAll();
    expect(await desk.uploadRecord(event)).toMatchObject({ outcome: 'quarantined', reason: { code: 'object-gone' } });
  });

  test('twice is as good as once', async () => {
    const event = await refused();
    mend();
    await ask({ key });
    await ask({ key });
    await replayAll();
    expect(await desk.uploadRecord(event)).toMatchObject({ outcome: 'published', replays: 1 });
  });

  test('does not come before a newer upload of its key', async () => {
    const event = await refused();
    const [upload] = [{ type: 'replay-upload' as const, key, versionId: event.versionId }];
    const id = await desk.upload(key, { headline: 'Newer' });
    mend();
    await desk.replay(upload);
    expect((await desk.call('GET /api/articles/{id}', { id })).body.headline).toBe('Newer');
    expect((await desk.uploadRecord(event)).outcome).toBe('superseded');
  });

  test('revives nothing that was killed, nor what was unpublished after it', async () => {
    for (const [op, code] of [
      ['kill', 'killed'],
      ['unpublish', 'unpublished'],
    ] as const) {
      key = `news/revived-${++n}.txt`;
      desk.parse = parseFields;
      const id = await desk.upload(key, { headline: 'First' });
      const event = await refused();
      desk.now = new Date(event.at);
      await desk.act(op, id, { note: 'Away.' });
      mend();
      await ask({ key });
      await replayAll();
      expect((await desk.call('GET /api/articles/{id}', { id })).status).toBe(410);
      expect(await desk.uploadRecord(event)).toMatchObject({ outcome: 'withdrawn', reason: { code } });
    }
  });
});

describe('POST /api/uploads/replay', () => {
  test('takes the newest that was refused, or the one that is named', async () => {
    const [older, newer] = [await refused(), desk.bucket.put(key, 'nor this')];
    await desk.take(newer);
    expect((await ask({ key })).body.versionId).toBe(newer.versionId);
    expect(await ask({ key, versionId: older.versionId })).toMatchObject({
      status: 409,
      body: { code: 'upload-not-refused' },
    });
  });

  test('says so of one whose object was deleted since', async () => {
    const event = await refused();
    await desk.take(desk.bucket.remove(key));
    for (const body of [{ key }, { key, versionId: event.versionId }]) {
      expect(await ask(body)).toMatchObject({ status: 409, body: { code: 'object-gone' } });
    }
  });

  test('under the same key gives the same answer, and asks once', async () => {
    await refused();
    const first = await ask({ key }, `replay-${n}`);
    mend();
    await replayAll();
    expect(await ask({ key }, `replay-${n}`)).toEqual(first);
    expect(desk.asked).toEqual([]);
    expect((await ask({ key: 'another' }, `replay-${n}`)).status).toBe(422);
  });

  test.each([
    [{ key: 'news/never-seen.txt' }, 404],
    [{}, 400],
    [{ key: '' }, 400],
    [{ key: 'a', reason: 'no-text' }, 400],
  ])('%j: %i', async (body, status) => {
    expect((await ask(body)).status).toBe(status);
  });
});
