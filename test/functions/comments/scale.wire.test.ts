import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { actorOf } from '../../../shared/comment/comment-id.ts';
import { THREAD_ORDERS, threadScope } from '../../../shared/comment/thread-page.ts';
import { toCursor } from '../../../shared/http/cursor.ts';
import { articleThread, topSortOf } from '../../../shared/store/discussion-keys.ts';
import { Likes } from '../../../shared/store/likes.ts';
import { SEEDED, stockComments } from '../../bench/seed-comments.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();

beforeAll(async () => {
  await api.create();
});

const FEW = 60;
const MANY = 1_500;

describe('a page of 25 comments', () => {
  /** The first page in each order, and one in the midst of the thread: what they ask of the tables, and how many comments they have. */
  async function costs(count: number) {
    const id = await api.article();
    await stockComments(api.discussion, id, count);
    const half = new Date((SEEDED.from + SEEDED.until) / 2).toISOString();
    const midst = { newest: half, oldest: half, top: topSortOf({ likes: 3, createdAt: half, id: '' }) };
    const pages = [];
    for (const order of THREAD_ORDERS) {
      for (const cursor of ['', `&cursor=${toCursor(threadScope(articleThread(id), order), midst[order])}`]) {
        api.recorder.reset();
        const { body } = await api.list(id, `limit=25&orderBy=${order}${cursor}`);
        pages.push({ order, cursor: cursor !== '', shown: body.items.length, ...api.recorder.summary() });
        Object.assign(pages.at(-1) ?? {}, api.recorder.units(api.definitions));
      }
    }
    return pages;
  }

  it(`costs the same among ${FEW} comments and among ${MANY}: 2.5 read units`, async () => {
    const few = await costs(FEW);
    expect(few).toHaveLength(6);
    for (const page of few) expect(page).toMatchObject({ shown: 25, read: 2.5, write: 0, 'dynamodb:Query': 1 });
    expect(await costs(MANY)).toEqual(few);
  }, 150_000);
});

describe('likes', () => {
  it('of one comment by 1,000 people at once are 1,000', async () => {
    const articleId = await api.article();
    const { id } = (await api.post(articleId, { text: 'x' }, { as: 'alice' })).body;
    const likes = new Likes(api.discussion);
    const like = async (actor: string): Promise<boolean> => {
      try {
        return await likes.set({ id, articleId }, actor, true);
      } catch (error) {
        // As a client does that is told to come back.
        if (error instanceof TransactionCanceledException) return await like(actor);
        throw error;
      }
    };
    const voters = Array.from({ length: 1000 }, (_, i) => actorOf(`user:reader-${i}`));
    expect(new Set(await Promise.all(voters.map(like)))).toEqual(new Set([true]));
    expect((await api.like(id, 'reader-0')).body.likes).toBe(1000);
    await api.follow();
    expect((await api.get(id)).body.likes).toBe(1000);
  }, 150_000);
});
