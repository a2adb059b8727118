import { beforeAll, describe, expect, it } from 'vitest';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();

beforeAll(async () => {
  await api.create();
});

const texts = (items: { text: string }[]) => items.map(({ text }) => text);

async function discussed(count: number) {
  const id = await api.article();
  for (let i = 1; i <= count; i++) {
    await api.post(id, { text: `${i}` }, { as: 'alice' });
    api.tick();
  }
  return id;
}

describe('GET /api/articles/{id}/comments', () => {
  it('lists newest or oldest first, page by page, all of them once', async () => {
    const id = await discussed(5);
    for (const [orderBy, expected] of [
      ['newest', ['5', '4', '3', '2', '1']],
      ['oldest', ['1', '2', '3', '4', '5']],
    ] as const) {
      const seen: string[] = [];
      let query = `limit=2&orderBy=${orderBy}`;
      for (;;) {
        const { body } = await api.list(id, query);
        seen.push(...texts(body.items));
        if (body.next === null) break;
        query = `limit=2&orderBy=${orderBy}&cursor=${body.next}`;
      }
      expect(seen).toEqual(expected);
    }
  });

  it('has no next page after exactly one page', async () => {
    const id = await discussed(3);
    expect((await api.list(id, 'limit=3')).body.next).toBeNull();
  });

  it('keeps its place while comments arrive', async () => {
    const id = await discussed(4);
    const first = (await api.list(id, 'limit=2')).body;
    await api.post(id, { text: 'new' }, { as: 'bob' });
    expect(texts((await api.list(id, `limit=2&cursor=${first.next}`)).body.items)).toEqual(['2', '1']);
  });

  it('sorts comments of one instant by id, each on one page', async () => {
    const id = await api.article();
    await Promise.all(Array.from({ length: 7 }, (_, i) => api.post(id, { text: `${i}` }, { as: 'alice' })));
    const first = (await api.list(id, 'limit=4')).body;
    const second = (await api.list(id, `limit=4&cursor=${first.next}`)).body;
    expect(texts([...first.items, ...second.items]).sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('takes a cursor of its own query only', async () => {
    const id = await discussed(3);
    const other = await discussed(1);
    const { next } = (await api.list(id, 'limit=1')).body;
    for (const call of [
      api.list(other, `cursor=${next}`),
      api.list(id, `orderBy=oldest&cursor=${next}`),
      api.list(id, `cursor=${next}x`),
      api.list(id, `cursor=${next.slice(0, -2)}`),
      api.list(id, 'cursor='),
    ]) {
      expect(await call).toMatchObject({
        status: 400,
        body: { code: 'cursor-invalid', errors: [{ parameter: 'cursor' }] },
      });
    }
  });

  it.each(['limit=0', 'limit=101', 'limit=1e1', 'limit=-1', 'limit=', 'orderBy=worst', 'page=2'])(
    'refuses %s',
    async (query) => {
      const id = await api.article();
      const parameter = query.split('=')[0];
      expect(await api.list(id, query)).toMatchObject({
        status: 400,
        body: { code: 'query-invalid', errors: [{ parameter }] },
      });
    },
  );

  it('is the same for all, may be cached, and is not sent twice', async () => {
    const id = await discussed(1);
    const first = await api.list(id);
    expect(first.headers['cache-control']).toBe('public, max-age=0, s-maxage=2');
    const again = await api.call('GET /api/articles/{id}/comments', {
      id,
      as: 'mona:moderator',
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(again).toMatchObject({ status: 304, body: null });
  });
});

describe('GET /api/comments/counts', () => {
  const counts = (query: string) => api.call('GET /api/comments/counts', { query });

  it('counts what is PUBLISHED, and nothing for an article that nobody knows', async () => {
    const id = await discussed(3);
    await api.postAsGuest(id, 'held');
    expect((await counts(`articleIds=${id},aaaaaaaaaaaaaaaa`)).body).toEqual({
      counts: { [id]: 3, aaaaaaaaaaaaaaaa: 0 },
    });
  });

  it('reads the totals for more than four articles, once they are rolled up', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => discussed(2)));
    await Promise.all(ids.map((id) => api.counts.rollUp(id)));
    expect((await counts(`articleIds=${ids.join(',')}`)).body.counts).toEqual(
      Object.fromEntries(ids.map((id) => [id, 2])),
    );
  });

  it.each([1, 4, 5])('is 0 for an article that was withdrawn, until it is back: of %i', async (many) => {
    const ids = await Promise.all(Array.from({ length: many }, () => discussed(2)));
    await Promise.all(ids.map((id) => api.counts.rollUp(id)));
    const [id = ''] = ids;
    const own = async () => (await counts(`articleIds=${ids.join(',')}`)).body.counts;
    const others = Object.fromEntries(ids.slice(1).map((other) => [other, 2]));
    await api.counts.follow(id, { isVisible: false, guard: 2 });
    expect(await own()).toEqual({ ...others, [id]: 0 });
    // What moderators decide meanwhile is counted for when it is back.
    await api.post(ids[0] ?? '', { text: 'x' }, { as: 'alice' });
    await api.counts.rollUp(id);
    expect(await own()).toEqual({ ...others, [id]: 0 });
    await api.counts.follow(id, { isVisible: true, guard: 3 });
    // A record that comes again, and late.
    await api.counts.follow(id, { isVisible: false, guard: 2 });
    expect(await own()).toEqual({ ...others, [id]: 3 });
  });

  it.each([4, 100])('costs at most 50 read units in two requests: %i', async (many) => {
    const ids = Array.from({ length: many }, (_, i) => articleIdOf({ scheme: 'key', value: `none-${i}` }));
    api.recorder.reset();
    expect((await counts(`articleIds=${ids.join(',')}`)).status).toBe(200);
    expect(api.recorder.requests.length).toBeLessThanOrEqual(2);
    expect(api.recorder.units(api.definitions).read).toBeLessThanOrEqual(50);
  });

  it.each([
    ['no parameter', ''],
    ['no article', 'articleIds='],
    ['something else', 'articleIds=abc'],
    [
      '101 articles',
      `articleIds=${Array.from({ length: 101 }, (_, i) => `aaaaaaaaaaaaa${String.fromCharCode(97 + Math.floor(i / 26))}${String.fromCharCode(97 + (i % 26))}a`).join(',')}`,
    ],
  ])('refuses %s', async (_, query) => {
    expect(await counts(query)).toMatchObject({ status: 400, body: { errors: [{ parameter: 'articleIds' }] } });
  });
});

describe('GET /api/comments/{id}', () => {
  it.each(['', 'x', 'a'.repeat(26), '../ARTICLE', '__proto__'])('knows no comment %j', async (id) => {
    expect(await api.get(id)).toMatchObject({ status: 404, body: { code: 'comment-not-found' } });
  });

  it('shows a held comment to moderators, a published one to all while its article stands', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'held')).body;
    expect(await api.get(held.id, { as: 'mona:moderator' })).toMatchObject({
      status: 200,
      body: { status: 'PENDING' },
    });
    const published = (await api.post(id, { text: 'x' }, { as: 'alice' })).body;
    expect(await api.get(published.id)).toMatchObject({
      status: 200,
      headers: { 'cache-control': expect.stringMatching(/^public/) },
    });
    const item = await api.editorial.get({ pk: `ARTICLE#${id}`, sk: 'ARTICLE' });
    await api.editorial.put({ pk: `ARTICLE#${id}`, sk: 'ARTICLE', ...item, lastOp: 'takedown', visible: false });
    expect((await api.get(published.id)).status).toBe(410);
    expect((await api.get(published.id, { as: 'alice' })).status).toBe(200);
  });
});
