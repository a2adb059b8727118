import { beforeAll, expect, test } from 'vitest';
import { partKey } from '../../../shared/article/upload-part.ts';
import { DeskUnderTest } from './desk-under-test.ts';

/** What editors are told of an object that holds several articles, over the real table. */
const desk = new DeskUnderTest();

beforeAll(async () => {
  await desk.create();
});

const KEY = 'wire/message.xml';
const say = (guid: string, headline: string, fields: object = {}) => JSON.stringify({ guid, headline, ...fields });
const put = (articles: Record<string, string>, key = KEY) =>
  desk.bucket.put(key, JSON.stringify(Object.entries(articles)));
const uploads = async (query: string) => (await desk.call('GET /api/uploads', { as: 'ed:editor', query })).body.items;

test('from a refused part to its replay, each article with its own outcome', async () => {
  const event = put({
    'urn:a': say('urn:a', 'One'),
    'urn:b': 'no document',
    'urn:c': say('urn:c', 'Three', { embargoed: '2027-01-01T00:00:00.000Z' }),
  });
  await desk.take(event);
  const [shown] = await uploads(`key=${encodeURIComponent(KEY)}`);
  expect(shown).toMatchObject({
    key: KEY,
    versionId: event.versionId,
    outcome: 'quarantined',
    reason: { code: 'parts-refused' },
    parts: [
      { name: 'urn:a', outcome: 'published', articleId: expect.any(String) },
      { name: 'urn:b', outcome: 'quarantined', reason: { code: 'no-text' } },
      { name: 'urn:c', outcome: 'scheduled' },
    ],
  });
  expect(await uploads('outcome=quarantined')).toEqual([shown]);

  const mended = desk.parse;
  desk.parse = (object, key) => {
    const reading = mended(object, key);
    if (!('parts' in reading)) return reading;
    const whole = mended({ ...object, body: new TextEncoder().encode(say('urn:b', 'Two')) }, key);
    if (!whole.ok || 'parts' in whole) return whole;
    return { ...reading, parts: reading.parts.map((part) => (part.reading.ok ? part : { ...part, reading: whole })) };
  };
  const asked = await desk.call('POST /api/uploads/replay', { as: 'ed:editor', body: { key: KEY } });
  expect(asked).toMatchObject({
    status: 202,
    body: { parts: [{ name: 'urn:a' }, { name: 'urn:b' }, { name: 'urn:c' }] },
  });
  for (const replay of desk.asked.splice(0)) await desk.replay(replay);
  desk.parse = mended;
  expect(await uploads('outcome=quarantined')).toEqual([]);
  expect(await uploads(`key=${encodeURIComponent(KEY)}`)).toMatchObject([
    { outcome: 'published', parts: [{ outcome: 'published' }, { outcome: 'published' }, { outcome: 'scheduled' }] },
  ]);

  const { body } = await desk.call('GET /api/articles/{id}/versions', {
    as: 'ed:editor',
    id: shown.parts[0].articleId,
  });
  expect(body.items[0].source).toEqual({ key: KEY, part: 'urn:a', versionId: event.versionId });
});

test('what an editor does to one of them shows in the upload', async () => {
  const key = 'wire/acts.xml';
  const event = put({ 'urn:d': say('urn:d', 'One'), 'urn:e': say('urn:e', 'Two') }, key);
  await desk.take(event);
  const [{ parts }] = await uploads(`key=${encodeURIComponent(key)}`);
  await desk.act('kill', parts[0].articleId, { note: 'Wrong.' });
  expect(await uploads(`key=${encodeURIComponent(key)}`)).toMatchObject([
    { outcome: 'published', parts: [{ outcome: 'withdrawn', reason: { code: 'killed' } }, { outcome: 'published' }] },
  ]);
});

test('three articles of one object cost three uploads, one write before and none after; a sweep one for each', async () => {
  const key = 'wire/costs.xml';
  const three = { 'urn:f': say('urn:f', 'One'), 'urn:g': say('urn:g', 'Two'), 'urn:h': say('urn:h', 'Three') };
  desk.recorder.reset();
  await desk.take(put(three, key));
  expect(desk.recorder.summary()['dynamodb:TransactWriteItems']).toBe(1 + 3 + 1);
  desk.recorder.reset();
  const event = put({ 'urn:f': say('urn:f', 'One'), 'urn:g': say('urn:g', 'Two') }, key);
  await desk.take(event);
  // And one at the end, which forgets the part that is gone.
  expect(desk.recorder.summary()['dynamodb:TransactWriteItems']).toBe(1 + 2 + 1 + 1 + 1);
  expect(await desk.uploadRecord(event)).not.toHaveProperty('sweeps');
  const gone = await desk.uploadRecord({ ...event, key: partKey(key, 'urn:h') });
  expect(gone).toMatchObject({ kind: 'delete', outcome: 'withdrawn' });
});
