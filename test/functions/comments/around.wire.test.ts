import { beforeAll, describe, expect, it } from 'vitest';
import type { Comment } from '../../../shared/comment/comment.ts';
import { topPlaceOf } from '../../../shared/comment/places.ts';
import { articleThread, commentKey, threadSortOf } from '../../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();
const ids: string[] = [];
let articleId = '';
let answerId = '';

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
  for (let i = 0; i < 9; i++) {
    api.tick();
    ids.push((await api.post(articleId, { text: `${i}` }, { as: 'alice' })).body.id);
  }
  const answer = (await api.post(articleId, { text: 'answer', parentId: ids[2] }, { as: 'bob' })).body.id;
  api.tick();
  answerId = (await api.post(articleId, { text: 'answer to that', parentId: answer }, { as: 'carol' })).body.id;
  await api.like(ids[8] ?? '', 'bob');
  await api.follow();
});

const texts = ({ items }: { items: { text: string }[] }) => items.map(({ text }) => text).join(' ');
const ORDERS = [
  ['newest', '8 7 6 5 4 3 2 1 0'],
  ['oldest', '0 1 2 3 4 5 6 7 8'],
  ['top', '8 7 6 5 4 3 2 1 0'],
] as const;

describe('GET /api/articles/{id}/comments?around=', () => {
  it.each(ORDERS)('%s: has the comment amid its neighbours, and leads both ways to all others', async (order, all) => {
    const query = `orderBy=${order}&limit=3`;
    const page = (await api.list(articleId, `${query}&around=${ids[4]}`)).body;
    expect(page.around).toMatchObject({ id: ids[4] });
    let seen = texts(page);
    for (let { previous } = page; previous !== null; ) {
      const { body } = await api.list(articleId, `${query}&cursor=${previous}`);
      seen = `${texts(body)} ${seen}`;
      previous = body.previous;
    }
    for (let { next } = page; next !== null; ) {
      const { body } = await api.list(articleId, `${query}&cursor=${next}`);
      seen = `${seen} ${texts(body)}`;
      next = body.next;
    }
    expect(seen).toBe(all);
  });

  it.each([
    [0, '1 0', false, true],
    [8, '8 7', true, false],
  ])('leads nowhere from the end: %s', async (i, expected, isFirst, isLast) => {
    const { body } = await api.list(articleId, `limit=3&around=${ids[i]}`);
    expect(texts(body)).toBe(expected);
    expect([body.previous === null, body.next === null]).toEqual([isFirst, isLast]);
  });

  it('goes back to where it came from', async () => {
    const { next } = (await api.list(articleId, `limit=3&around=${ids[4]}`)).body;
    const { body } = await api.list(articleId, `limit=2&cursor=${next}`);
    expect(texts(body)).toBe('2 1');
    const { previous } = (await api.list(articleId, `limit=3&around=${ids[1]}`)).body;
    const back = (await api.list(articleId, `limit=3&cursor=${previous}`)).body;
    expect(texts(back)).toBe('5 4 3');
    expect(texts((await api.list(articleId, `limit=9&cursor=${back.next}`)).body)).toBe('2 1 0');
  });

  it('has the head of the thread for an answer, and says which one that is of', async () => {
    const { body } = await api.list(articleId, `limit=3&around=${answerId}`);
    expect(texts(body)).toBe('3 2 1');
    expect(body.around).toMatchObject({ id: answerId, parentId: ids[2], text: 'answer to that' });
    expect(body.around.replyTo).toBeDefined();
    const replies = (await api.replies(ids[2] ?? '', `limit=1&around=${answerId}`)).body;
    expect([texts(replies), replies.next, replies.around.id]).toEqual(['answer to that', null, answerId]);
    expect(texts((await api.replies(ids[2] ?? '', `cursor=${replies.previous}`)).body)).toBe('answer');
  });

  it('is not of comments that are not seen there', async () => {
    const held = (await api.postAsGuest(articleId, 'held')).body.id;
    const other = await api.article();
    for (const call of [
      api.list(articleId, `around=${held}`),
      api.list(other, `around=${ids[0]}`),
      api.replies(ids[0] ?? '', `around=${answerId}`),
      api.replies(ids[0] ?? '', `around=${ids[0]}`),
    ]) {
      expect(await call).toMatchObject({ status: 404, body: { code: 'comment-not-found' } });
    }
    const { next } = (await api.list(articleId, 'limit=1')).body;
    expect(await api.list(articleId, `around=${ids[0]}&cursor=${next}`)).toMatchObject({
      status: 400,
      body: { code: 'query-invalid', errors: [{ parameter: 'around' }] },
    });
    expect(await api.list(articleId, 'around=x')).toMatchObject({ status: 400 });
  });
});

describe('a page of 25', () => {
  it('costs the same, and asks for as much, among 30 comments and among 2,000, in every order and around one', async () => {
    const [few, many] = [await api.article(), await api.article()];
    await seed(few, 30);
    await seed(many, 2000);
    const cost = async (id: string, query: string) => {
      api.recorder.reset();
      const { body } = await api.list(id, `limit=25&${query}`);
      expect(body.items).toHaveLength(25);
      return { units: api.recorder.units(api.definitions), requests: api.recorder.summary() };
    };
    const within = async (query: string, budget: number, deep = query) => {
      const [small, large] = [await cost(few, query), await cost(many, deep)];
      expect(large).toEqual(small);
      expect(large.units.read).toBeLessThanOrEqual(budget);
    };
    for (const order of ['newest', 'oldest', 'top']) await within(`orderBy=${order}`, 2.5);
    await within(`around=${idIn(few, 15)}`, 2.5 + 1, `around=${idIn(many, 1000)}`);
  }, 120_000);
});

const idIn = (articleId: string, i: number) =>
  `${articleId}${'a'.repeat(6)}${[...String(i).padStart(4, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;

/** Comments with 480 bytes in the index, as they stand once the outbox was read. */
async function seed(articleId: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - i) }, (_, j) => put(articleId, i + j)));
  }
}

async function put(articleId: string, i: number): Promise<void> {
  const id = idIn(articleId, i);
  const createdAt = new Date(Date.parse('2026-11-01T00:00:00.000Z') + i * 1000).toISOString();
  const comment: Comment = {
    schemaVersion: 1,
    id,
    articleId,
    status: 'PUBLISHED',
    revision: 1,
    text: 'x'.repeat(181),
    authorName: 'Alice',
    likes: i % 7,
    replyCount: 0,
    createdAt,
    poster: 'user:alice',
    heldReasons: [],
    fingerprint: 'f',
  };
  const sort = threadSortOf(createdAt, id);
  const index = { thread: articleThread(articleId), threadSort: sort, author: 'user:alice', authorSort: sort };
  await api.discussion.put({ ...commentKey(id), ...comment, ...index });
  for (const place of topPlaceOf(comment)) await api.discussion.put(place);
}
