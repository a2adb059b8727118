import { describe, expect, it } from 'vitest';
import { emitEvents } from '../../../functions/emit-events/emit-events.ts';
import type { Article } from '../../../shared/article/article.ts';
import { publishedArticle } from '../../shared/article/article-fixtures.ts';
import { fakeBus, fakeLog, SITE_URL } from './fake-bus.ts';
import { articleRecord } from './records.ts';

const one = publishedArticle();
const two = publishedArticle(undefined, 'bbbbbbbbbbbbbbbb');
const killed: Article = { ...two, guard: 2, lastOp: 'kill', visible: false };

describe('a batch of a stream', () => {
  it('resumes at the record whose event the bus has not taken', async () => {
    const bus = fakeBus('Article Withdrawn');
    const Records = [articleRecord(undefined, one), articleRecord(undefined, two), articleRecord(two, killed)];
    const answer = await emitEvents({ Records }, { bus, siteUrl: SITE_URL, log: fakeLog() });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: Records[2]?.dynamodb.SequenceNumber }] });
    expect(bus.taken.map(({ detail }) => detail.id)).toEqual([`article/${one.id}/1`, `article/${two.id}/1`]);
  });

  it('passes over records of unknown shape, and says so', async () => {
    const [bus, log] = [fakeBus(), fakeLog()];
    const strange = [
      {},
      'text',
      { dynamodb: { Keys: { pk: { S: 'FEED#all' }, sk: { S: 'x' } }, SequenceNumber: '1' } },
      { dynamodb: { Keys: { pk: { S: 'ARTICLE#x' }, sk: { S: 'ARTICLE' } }, SequenceNumber: '2', NewImage: 'none' } },
      articleRecord(undefined, { ...one, visible: 'yes' as never }),
      articleRecord({ ...one, guard: 0 }, one),
    ];
    const Records = [...strange, articleRecord(undefined, one)];
    const answer = await emitEvents({ Records }, { bus, siteUrl: SITE_URL, log });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(log.warned).toHaveLength(strange.length);
    expect(bus.taken).toHaveLength(1);
  });

  it('throws on what is no stream event', async () => {
    await expect(emitEvents({}, { bus: fakeBus(), siteUrl: SITE_URL, log: fakeLog() })).rejects.toThrow();
  });
});
