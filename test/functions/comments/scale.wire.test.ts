import { beforeAll, describe, expect, it } from 'vitest';
import { THREAD_ORDERS, threadScope } from '../../../shared/comment/thread-page.ts';
import { toCursor } from '../../../shared/http/cursor.ts';
import { articleThread, topSortOf } from '../../../shared/store/discussion-keys.ts';
import { SEEDED, stockComments } from '../../bench/seed-comments.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();

beforeAll(async () => {
  await api.create();
});

const FEW = 60;
const MANY = 5_000;

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
  }, 60_000);
});

describe('likes', () => {
  it('of one comment by 1,000 people at once are 1,000', async () => {
    const { id } = (await api.post(await api.article(), { text: 'x' }, { as: 'alice' })).body;
    await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => {
        let status: number;
        // As a client does that is told to come back.
        do ({ status } = await api.like(id, `reader-${i}`));
        while (status === 503);
        expect(status).toBe(200);
      }),
    );
    expect((await api.like(id, 'reader-0')).body.likes).toBe(1000);
    await api.follow();
    expect((await api.get(id)).body.likes).toBe(1000);
  }, 60_000);
});
