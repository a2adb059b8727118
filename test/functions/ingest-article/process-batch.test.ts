import { expect, test } from 'vitest';
import { processBatch } from '../../../functions/ingest-article/process-batch.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('what failed comes back, and only that', async () => {
  const newsroom = new FakeNewsroom();
  const bucket = new FakeBucket(newsroom);
  const message = (messageId: string, key: string, body: string) => {
    const { versionId, sequencer, at } = bucket.put(key, body);
    const object = { key, versionId, sequencer, size: body.length };
    const record = { eventName: 'ObjectCreated:Put', eventTime: at, s3: { object } };
    return { messageId, body: JSON.stringify({ Records: [record] }) };
  };
  const Records = [
    message('good', 'a.txt', '{}'),
    message('refused', 'b.txt', 'nothing'),
    message('unreachable', 'c.txt', '{}'),
    { messageId: 'no-notification', body: '{"hello":"there"}' },
  ];
  const read = newsroom.read.bind(newsroom);
  newsroom.read = (key, versionId) =>
    key === 'c.txt' ? Promise.reject(new Error('S3 is away')) : read(key, versionId);

  const answer = await processBatch({ Records }, newsroom.deps(parseFields), SILENT);
  const identifiers = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  expect(identifiers.sort()).toEqual(['no-notification', 'unreachable']);
  // A refusal is an answer: it is recorded, and does not come again.
  expect([...newsroom.versions.values()].map(({ outcome }) => outcome).sort()).toEqual(['published', 'quarantined']);
});
