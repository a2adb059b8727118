import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Deps, publishComments } from '../../../functions/publish-comments/publish-comments.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import {
  auditAllKey,
  auditKey,
  commentingKey,
  commentKey,
  countKeys,
  decisionKey,
  flaggedKey,
  queueKey,
  recentKey,
  reviewedKey,
  totalKey,
} from '../../../shared/store/discussion-keys.ts';
import { Publications } from '../../../shared/store/publications.ts';
import { ShownComments } from '../../../shared/store/shown-comments.ts';
import type { Key, PlainWrite } from '../../../shared/store/table.ts';
import { DiscussionUnderTest } from '../comments/discussion-under-test.ts';

const api = new DiscussionUnderTest();
let logged: unknown[] = [];
const note = (level: string) => (message: unknown) => void logged.push([level, message]);
const log = { info: note('info'), warn: note('warn'), error: note('error') };
let asked: unknown[] = [];
const queue = {
  ask: (...request: unknown[]) => {
    asked.push(request);
    return Promise.resolve();
  },
};
const shown = new ShownComments(api.discussion);
const deps: Deps = {
  counts: api.counts,
  publications: new Publications(api.discussion),
  queue,
  table: api.discussion,
  clock: () => api.now,
  log,
};

beforeAll(async () => {
  await api.create();
});

beforeEach(() => {
  logged = [];
  asked = [];
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

const idOf = (given: { dynamodb: { Keys: Record<string, { S?: string }> } } | undefined): string =>
  given?.dynamodb.Keys.pk?.S?.replace('COMMENT#', '') ?? '';

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
    expect(api.recorder.summary()).toEqual({ 'dynamodb:BatchGetItem': 2, 'dynamodb:UpdateItem': 1 });
    expect(await totalOf(id)).toBe(6);
  });

  it('writes nothing when nothing changed', async () => {
    const id = await api.article();
    await api.post(id, { text: 'x' }, { as: 'alice' });
    await publishComments({ Records: [countRecord('1', id)] }, deps);
    api.recorder.reset();
    await publishComments({ Records: [countRecord('1', id)] }, deps);
    expect(api.recorder.summary()['dynamodb:UpdateItem']).toBeUndefined();
  });

  it('keeps the places that a comment says it has, and removes those that it has left', async () => {
    const since = '2026-11-24T07:00:00.000Z';
    const key = commentKey('c');
    const [pending, unmoderated] = [queueKey('pending', 'c', since), queueKey('unmoderated', 'c', since)];
    const reviewed = reviewedKey('user:alice', 'c', since);
    const stands = async () =>
      (await api.discussion.getMany([pending, unmoderated, reviewed], { consistent: true })).map((item) => !!item);
    const base = { id: 'c', poster: 'user:alice', createdAt: since };
    const held = { ...base, heldSince: since };
    const published = { ...base, unreviewedSince: since };
    const approved = { ...base, reviewedAt: since, reviewedAs: 'PUBLISHED' };
    const follow = (...records: object[]) => publishComments({ Records: records }, deps);

    await follow(record('1', key, { new: held }));
    expect(await stands()).toEqual([true, false, false]);
    await follow(record('2', key, { old: held, new: held }), record('3', key, { old: held, new: published }));
    expect(await stands()).toEqual([false, true, false]);
    await follow(record('4', key, { old: published, new: approved }));
    expect(await stands()).toEqual([false, false, true]);
    expect(await api.discussion.get(reviewed)).toMatchObject({ commentId: 'c', reviewedAs: 'PUBLISHED' });
    await follow(record('5', key, { old: approved }));
    expect(await stands()).toEqual([false, false, false]);
  });

  it('moves a flagged comment among the most flagged, and lists it among all by time until it is gone', async () => {
    const at = '2026-11-24T07:00:00.000Z';
    const key = commentKey('f');
    const base = { id: 'f', poster: 'user:alice', createdAt: at };
    const [once, twice] = [1, 2].map((flagCount) => ({ ...base, reportedSince: at, flagCount }));
    const places = [recentKey(base), flaggedKey('f', at, 1), flaggedKey('f', at, 2)];
    const stands = async () => (await api.discussion.getMany(places, { consistent: true })).map((item) => !!item);
    const follow = (images: object) => publishComments({ Records: [record('1', key, images)] }, deps);
    await follow({ new: once });
    expect(await stands()).toEqual([true, true, false]);
    await follow({ old: once, new: twice });
    expect(await stands()).toEqual([true, false, true]);
    await follow({ old: twice });
    expect(await stands()).toEqual([false, false, false]);
  });

  it('lists decisions by who made them, and among all', async () => {
    const at = '2026-11-24T07:00:00.000Z';
    const key = decisionKey('c', 'd');
    await publishComments({ Records: [record('1', key, { new: { by: 'mona', at } })] }, deps);
    for (const place of [auditKey('mona', at, key), auditAllKey(at, key)]) {
      expect(await api.discussion.get(place, { consistent: true })).toMatchObject({ of: key });
    }
  });

  it('has a discussion published once it is said how its article may be discussed', async () => {
    const id = await api.article();
    await publishComments({ Records: [record('1', commentingKey(id))] }, deps);
    expect(asked).toEqual([[{ articleId: id, after: 0 }, 0]]);
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

  /** Of so many comments that are shown, what each has beside it: among all by time, in a queue, in its thread's order by likes, in the list. */
  const comments = async (count: number) => {
    const id = await api.article();
    const posted: { id: string }[] = [];
    for (let i = 0; i < count; i++) posted.push((await api.post(id, { text: `${i}` }, { as: 'alice' })).body);
    const items = await api.discussion.getMany(
      posted.map((each) => commentKey(each.id)),
      { consistent: true },
    );
    return posted.map((each, i) => record(`${i}`, commentKey(each.id), { new: items[i] ?? {} }));
  };

  it('puts 25 places in one request, at a write unit each', async () => {
    const Records = await comments(14);
    api.recorder.reset();
    expect(await publishComments({ Records }, deps)).toEqual({ batchItemFailures: [] });
    const { 'dynamodb:BatchWriteItem': batches, 'dynamodb:PutItem': puts } = api.recorder.summary();
    expect({ batches, puts }).toEqual({ batches: 3, puts: undefined });
    expect(api.recorder.units(api.definitions).write).toBe(4 * 14);
  });

  it('resumes at the first record that a request is for which fails, and has done the others', async () => {
    const Records = await comments(14);
    const done: PlainWrite[] = [];
    const writeMany = async (writes: readonly PlainWrite[]) => {
      const isSecond = JSON.stringify(writes).includes(JSON.stringify(idOf(Records[8])));
      if (isSecond) throw new Error('throttled');
      done.push(...writes);
      await Promise.resolve();
    };
    const answer = await publishComments({ Records }, { ...deps, table: { writeMany } });
    // Six records fill a request, with one place of the seventh.
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '6' }] });
    expect(done).toHaveLength(2 * 25 + 6 - 25);
    expect(asked).toEqual([expect.anything()]);
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
      transact: api.discussion.transact.bind(api.discussion),
      add: async (...args: Parameters<typeof api.discussion.add>) => {
        if (asleep) {
          asleep = false;
          await api.post(id, { text: '2' }, { as: 'alice' });
          expect(await api.counts.rollUp(id)).toBe(2);
        }
        return await api.discussion.add(...args);
      },
    };
    expect(await new CommentCounts(table).rollUp(id)).toBe(2);
    expect(await totalOf(id)).toBe(2);
  });
});

describe('the list of what an article shows', () => {
  const listed = async (articleId: string) =>
    (await Promise.all((['HEAD', 'REPLY'] as const).map((rank) => shown.page(articleId, rank, 'oldest', 50)))).map(
      (places) => places.map(({ commentId }) => commentId),
    );
  const stored = async (id: string) => (await api.discussion.get(commentKey(id), { consistent: true })) ?? {};
  const follow = (...records: object[]) => publishComments({ Records: records }, deps);

  it('has heads and answers from when they are PUBLISHED until they are not', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const reply = (await api.post(id, { text: 'reply', parentId: head.id }, { as: 'bob' })).body;
    const [one, two] = [await stored(head.id), await stored(reply.id)];
    await follow(record('1', commentKey(head.id), { new: one }), record('2', commentKey(reply.id), { new: two }));
    expect(await listed(id)).toEqual([[head.id], [reply.id]]);
    expect(asked).toEqual([[{ articleId: id, after: 0 }, 0]]);

    await api.decide([{ commentId: reply.id, revision: 1, decision: 'reject' }]);
    await follow(record('3', commentKey(reply.id), { old: two, new: await stored(reply.id) }));
    expect(await listed(id)).toEqual([[head.id], []]);
  });

  it('is not touched by what was never shown, nor is anybody asked to publish it', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'held')).body;
    await follow(record('1', commentKey(held.id), { new: await stored(held.id) }));
    expect(await listed(id)).toEqual([[], []]);
    expect(asked).toEqual([]);
  });

  it('ends as the last record of a comment has it, though a batch comes again', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const before = await stored(head.id);
    await api.decide([{ commentId: head.id, revision: 1, decision: 'spam' }]);
    const key = commentKey(head.id);
    const came = record('1', key, { new: before });
    const left = record('2', key, { old: before, new: await stored(head.id) });
    await follow(came);
    await follow(came, left);
    expect(await listed(id)).toEqual([[], []]);
    await follow(came, left);
    expect(await listed(id)).toEqual([[], []]);
  });

  it('is kept before anybody is asked, and what is asked is to wait for the pace of the article', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const Records = [record('7', commentKey(head.id), { new: await stored(head.id) })];
    const publications = {
      find: () => Promise.resolve({ begun: 3, done: 3, at: new Date(+api.now - 2000).toISOString() }),
    };
    await publishComments({ Records }, { ...deps, publications });
    expect(asked).toEqual([[{ articleId: id, after: 3 }, 3000]]);

    const order: string[] = [];
    const writeMany = () => Promise.resolve(void order.push('kept'));
    const ask = () => Promise.reject(new Error(order.join()));
    const answer = await publishComments({ Records }, { ...deps, table: { writeMany }, queue: { ask } });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
    expect(order).toEqual(['kept']);
  });
});
