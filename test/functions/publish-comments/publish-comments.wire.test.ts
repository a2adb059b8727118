import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishComments } from '../../../functions/publish-comments/publish-comments.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import { commentKey, countKeys, queueKey, totalKey } from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key } from '../../../shared/store/table.ts';
import { DiscussionUnderTest } from '../comments/discussion-under-test.ts';

const api = new DiscussionUnderTest();
let logged: unknown[] = [];
const note = (level: string) => (message: unknown) => void logged.push([level, message]);
const log = { info: note('info'), warn: note('warn'), error: note('error') };
const deps = { counts: api.counts, table: api.discussion, log };

beforeAll(async () => {
  await api.create();
});

beforeEach(() => {
  logged = [];
});

interface Images {
  old?: object;
  new?: object;
}

const record = (sequenceNumber: string, key: Key, images: Images = {}) => ({
  eventName: 'MODIFY',
  dynamodb: {
    SequenceNumber: sequenceNumber,
    Keys: marshall(key),
    ...(images.old && { OldImage: marshall(images.old) }),
    ...(images.new && { NewImage: marshall(images.new) }),
  },
});

const countRecord = (sequenceNumber: string, articleId: string, shard = 0) =>
  record(sequenceNumber, countKeys(articleId)[shard] ?? { pk: '', sk: '' });

const totalOf = async (articleId: string) => (await api.discussion.get(totalKey(articleId)))?.published;

describe('publishComments', () => {
  it('makes totals the sum of their shards, once for all records of an article', async () => {
    const id = await api.article();
    for (let i = 0; i < 6; i++) await api.post(id, { text: `${i}` }, { as: 'alice' });
    api.recorder.reset();
    const answer = await publishComments({ Records: [countRecord('1', id), countRecord('2', id, 3)] }, deps);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await totalOf(id)).toBe(6);
    expect(api.recorder.summary()).toMatchObject({ 'dynamodb:BatchGetItem': 2, 'dynamodb:PutItem': 1 });
  });

  it('writes nothing when nothing changed', async () => {
    const id = await api.article();
    await api.post(id, { text: 'x' }, { as: 'alice' });
    await publishComments({ Records: [countRecord('1', id)] }, deps);
    api.recorder.reset();
    await publishComments({ Records: [countRecord('1', id)] }, deps);
    expect(api.recorder.summary()['dynamodb:PutItem']).toBeUndefined();
  });

  it('removes the places of comments that no longer wait, and only those', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'held')).body;
    const place = queueKey('pending', held.id, held.createdAt);
    const pending = { id: held.id, heldSince: held.createdAt };
    const key = commentKey(held.id);
    await publishComments(
      { Records: [record('1', key, { new: pending }), record('2', key, { old: pending, new: pending })] },
      deps,
    );
    expect(await api.discussion.get(place)).toBeDefined();
    await publishComments({ Records: [record('3', key, { old: pending, new: { id: held.id } })] }, deps);
    expect(await api.discussion.get(place)).toBeUndefined();
  });

  it('resumes at the first record of which something could not be done', async () => {
    const [good, bad] = [await api.article(), await api.article()];
    const counts = {
      rollUp: (id: string) => (id === bad ? Promise.reject(new Error('throttled')) : api.counts.rollUp(id)),
    };
    const Records = [countRecord('1', good), countRecord('2', bad), countRecord('3', good), countRecord('4', bad)];
    expect(await publishComments({ Records }, { ...deps, counts })).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(logged).toContainEqual(['error', 'not done, to be retried']);
  });

  it('passes over what it does not know, and says so', async () => {
    const Records = [{}, null, record('9', { pk: 'LIKE#x#0', sk: 'LIKE' })];
    expect(await publishComments({ Records }, deps)).toEqual({ batchItemFailures: [] });
    expect(logged.filter((line) => JSON.stringify(line).includes('passed over'))).toHaveLength(3);
    await expect(publishComments({ something: 'else' }, deps)).rejects.toThrow();
  });
});

describe('CommentCounts.rollUp', () => {
  it('ends with what is true, though another wrote an older sum in between', async () => {
    const id = await api.article();
    await api.post(id, { text: '1' }, { as: 'alice' });
    // The sleeper has summed one comment; while it sleeps another comes, and another roll-up counts both.
    let asleep = true;
    const table = {
      get: api.discussion.get.bind(api.discussion),
      getMany: api.discussion.getMany.bind(api.discussion),
      put: async (item: Key & Item) => {
        if (asleep) {
          asleep = false;
          await api.post(id, { text: '2' }, { as: 'alice' });
          expect(await api.counts.rollUp(id)).toBe(2);
        }
        await api.discussion.put(item);
      },
    };
    expect(await new CommentCounts(table).rollUp(id)).toBe(2);
    expect(await totalOf(id)).toBe(2);
  });
});
