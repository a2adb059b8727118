import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { articleThread, THREAD_INDEX } from '../../../shared/store/discussion-keys.ts';
import { sizeOf } from '../../wire/attribute-value.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

/** Under the rules of a fresh stage, but for the throttles. */
const api = new DiscussionUnderTest({ repeatMinutes: 10 });
let written = 0;
/** Each time other words, lest they be held as a repeat. */
const words = () => `Some words that a reader may well have written. ${written++}`;
let articleId = '';
let head = { id: '', revision: 1 };

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
  head = (await api.post(articleId, { text: 'head' }, { as: 'alice' })).body;
});

beforeEach(() => api.recorder.reset());

/** What one act costs, and by which requests. */
async function costOf(act: () => Promise<{ status: number }>) {
  api.recorder.reset();
  expect((await act()).status).toBeLessThan(300);
  const { read, write } = api.recorder.units(api.definitions);
  return { read, write, requests: api.recorder.summary() };
}

const approve = (comment: { id: string; revision: number }) =>
  api.decide([{ commentId: comment.id, revision: comment.revision, decision: 'approve' }], {
    key: `approve-${comment.id}`,
  });

describe('by the cost model', () => {
  it('an account’s comment is 9 write units (of 9), 2 of them for the throttle, and 2 read units (of 3)', async () => {
    expect(await costOf(() => api.post(articleId, { text: words() }, { as: 'alice' }))).toEqual({
      read: 2,
      write: 9,
      requests: {
        'dynamodb:BatchGetItem': 1,
        'dynamodb:PutItem': 1,
        'dynamodb:Query': 1,
        'dynamodb:UpdateItem': 2,
        'dynamodb:TransactWriteItems': 1,
      },
    });
  });

  it('a reply is 12 (of 12), one to a reply reads one comment more', async () => {
    const parentId = head.id;
    expect(await costOf(() => api.post(articleId, { text: words(), parentId }, { as: 'bob' }))).toMatchObject({
      read: 2.5,
      write: 12,
    });
    const reply = (await api.post(articleId, { text: words(), parentId }, { as: 'bob' })).body;
    expect(await costOf(() => api.post(articleId, { text: words(), parentId: reply.id }, { as: 'bob' }))).toMatchObject(
      {
        read: 3,
        write: 12,
      },
    );
  });

  it('a held comment is 5 (of 5)', async () => {
    expect(await costOf(() => api.postAsGuest(articleId, words()))).toMatchObject({ read: 2, write: 5 });
  });

  it('an edit is 8, two of them for the text before', async () => {
    const { id } = (await api.post(articleId, { text: words() }, { as: 'alice' })).body;
    const edit = () => api.edit(id, { text: words(), revision: 1 }, { as: 'alice' });
    expect(await costOf(edit)).toMatchObject({ read: 3, write: 8 });
  });

  it('a deletion is 6, of an edited comment one more for each text before', async () => {
    const { id } = (await api.post(articleId, { text: words() }, { as: 'alice' })).body;
    await api.edit(id, { text: words(), revision: 1 }, { as: 'alice' });
    expect(await costOf(() => api.remove(id, { as: 'alice' }))).toMatchObject({ read: 1, write: 7 });
  });

  it('a decision is 8 (of 8), on a reply 11 (of 11)', async () => {
    const held = (await api.postAsGuest(articleId, words())).body;
    expect(await costOf(() => approve(held))).toMatchObject({
      write: 8,
      requests: { 'dynamodb:BatchGetItem': 1, 'dynamodb:PutItem': 1, 'dynamodb:TransactWriteItems': 1 },
    });
    const reply = (await api.postAsGuest(articleId, words(), { parentId: head.id })).body;
    expect(await costOf(() => approve(reply))).toMatchObject({ write: 11 });
  });

  it('a page of 25 is 2.5 read units at 480 bytes a comment, among 60 as among 30', async () => {
    const id = await api.article();
    await api.post(id, { text: 'x' }, { as: 'alice' });
    const { items } = await api.discussion.query({ pk: articleThread(id), index: THREAD_INDEX });
    const letters = 480 + 1 - sizeOf(marshall(items[0]));
    const postTo = async (count: number) => {
      for (let i = 0; i < count; i++)
        await api.post(id, { text: String(written++).padStart(letters, 'x') }, { as: 'alice' });
    };
    await postTo(30);
    const page = () => api.list(id, 'limit=25');
    const expected = { read: 2.5, write: 0, requests: { 'dynamodb:BatchGetItem': 1, 'dynamodb:Query': 1 } };
    expect(await costOf(page)).toEqual(expected);
    await postTo(30);
    expect(await costOf(page)).toEqual(expected);
  });

  it('100 counts are 50 read units in one request, and 4 are 44', async () => {
    const id = (i: number) => `aaaaaaaaaaaaa${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))}a`;
    const count = (n: number) => () =>
      api.call('GET /api/comments/counts', {
        query: `articleIds=${Array.from({ length: n }, (_, i) => id(i)).join(',')}`,
      });
    for (const [n, read] of [
      [4, 44],
      [100, 50],
    ] as const) {
      expect(await costOf(count(n))).toEqual({ read, write: 0, requests: { 'dynamodb:BatchGetItem': 1 } });
    }
  });
});
