import { beforeAll, describe, expect, it } from 'vitest';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();
let articleId = '';

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
});

describe('POST /api/articles/{id}/comments', () => {
  it('publishes an account’s comment, with all members of the contract', async () => {
    const { status, body, headers } = await api.post(
      articleId,
      { text: ' Xin chào <b>\n\nhttps://a.example/?x=1&y. ' },
      { as: 'alice' },
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[a-z2-7]{26}$/),
      articleId,
      parentId: null,
      text: 'Xin chào <b>\n\nhttps://a.example/?x=1&y.',
      html:
        '<p>Xin chào &lt;b&gt;</p>\n' +
        '<p><a href="https://a.example/?x=1&amp;y" rel="ugc nofollow noopener">https://a.example/?x=1&amp;y</a>.</p>',
      author: { name: 'Name of alice' },
      status: 'PUBLISHED',
      revision: 1,
      likes: 0,
      replyCount: 0,
      createdAt: '2026-11-24T07:00:00.000Z',
    });
    expect(headers.location).toBe(`/api/comments/${body.id}`);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('holds a guest’s comment and gives a token with which to see it', async () => {
    const { status, body } = await api.postAsGuest(articleId, 'Hello');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'PENDING',
      author: { name: 'Guest' },
      editToken: expect.stringMatching(/^edit_/),
    });
    expect(JSON.stringify(body)).not.toContain('example.com');

    expect(await api.get(body.id)).toMatchObject({ status: 404, body: { code: 'comment-not-found' } });
    expect((await api.get(body.id, { as: 'bob' })).status).toBe(404);
    expect((await api.get(body.id, { query: 'editToken=edit_wrong' })).status).toBe(404);
    for (const proof of [
      { as: body.editToken },
      { query: `editToken=${body.editToken}` },
      { headers: { 'x-edit-token': body.editToken } },
    ]) {
      expect(await api.get(body.id, proof)).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: { status: 'PENDING', text: 'Hello' },
      });
    }
    const { items } = (await api.list(articleId)).body;
    expect(items.map((item: { id: string }) => item.id)).not.toContain(body.id);
  });

  it('keeps the address, but neither the edit token nor what makes it', async () => {
    const { body } = await api.postAsGuest(articleId, 'Kept', { key: 'a-key-of-mine', email: 'Kept@Example.com' });
    const stored = await api.discussion.get({ pk: `COMMENT#${body.id}`, sk: 'COMMENT' });
    expect(stored).toMatchObject({ email: 'Kept@Example.com' });
    expect(JSON.stringify(stored)).not.toContain(body.editToken.slice(5));
    expect(JSON.stringify(stored)).not.toContain('a-key-of-mine');
  });

  it.each([
    ['an account', { as: 'alice' }, {}],
    ['a guest', {}, { author: { name: 'Gus', email: 'gus@example.com' } }],
  ])('gives %s the same answer to the same post, however often', async (_, who, author) => {
    const post = () => api.post(articleId, { text: 'Once', ...author }, { ...who, key: 'retry-1' });
    const before = await api.count(articleId);
    const answers = await Promise.all([post(), post(), post(), post()]);
    api.tick();
    answers.push(await post());
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]?.body });
    expect(await api.count(articleId)).toBe(Number(before) + (answers[0]?.body.status === 'PUBLISHED' ? 1 : 0));
  });

  it('refuses another post under the same key, and lets another poster use it', async () => {
    const other = await api.article();
    await api.post(articleId, { text: 'One' }, { as: 'carol', key: 'k' });
    for (const again of [
      api.post(articleId, { text: 'Two' }, { as: 'carol', key: 'k' }),
      api.post(other, { text: 'One' }, { as: 'carol', key: 'k' }),
    ]) {
      expect(await again).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    }
    expect((await api.post(articleId, { text: 'Two' }, { as: 'dave', key: 'k' })).status).toBe(201);
    expect((await api.postAsGuest(articleId, 'Two', { key: 'k', email: 'x@example.com' })).status).toBe(201);
    expect((await api.postAsGuest(articleId, 'Three', { key: 'k', email: 'X@EXAMPLE.com' })).status).toBe(422);
  });

  it('finds what was posted even when the article is withdrawn by then', async () => {
    const id = await api.article();
    const post = () => api.post(id, { text: 'Just in time' }, { as: 'erin', key: 'late' });
    const first = await post();
    const item = await api.editorial.get({ pk: `ARTICLE#${id}`, sk: 'ARTICLE' });
    await api.editorial.put({ pk: `ARTICLE#${id}`, sk: 'ARTICLE', ...item, lastOp: 'kill', visible: false });
    expect(await post()).toEqual(first);
    expect((await api.post(id, { text: 'Too late' }, { as: 'erin' })).status).toBe(410);
    expect((await api.list(id)).status).toBe(410);
  });

  it('knows nothing of articles that are not there or not out yet, and says what is gone', async () => {
    const embargoed = await api.article({ embargoed: '2099-01-01T00:00:00.000Z' });
    const withheld = await api.article({ pubStatus: 'withheld' });
    const withdrawn = await api.article({}, true);
    for (const id of ['aaaaaaaaaaaaaaaa', 'nonsense', '', embargoed, withheld]) {
      expect(await api.post(id, { text: 'x' }, { as: 'alice' })).toMatchObject({
        status: 404,
        body: { code: 'article-not-found' },
      });
      expect((await api.list(id)).status).toBe(404);
    }
    expect(await api.post(withdrawn, { text: 'x' }, { as: 'alice' })).toMatchObject({
      status: 410,
      body: { code: 'article-gone' },
    });
  });

  it.each<[string, object, string]>([
    ['nothing to say', { text: ' \u200b\n' }, 'text-empty'],
    ['NUL', { text: 'a\0b' }, 'text-control-character'],
    ['half a surrogate pair', { text: 'a\ud800b' }, 'text-malformed'],
    ['a bidirectional override', { text: 'a\u202eb' }, 'text-bidi-override'],
    ['5,001 characters', { text: 'x'.repeat(5001) }, 'text-too-long'],
    ['no text', {}, 'body-invalid'],
    ['a text of another type', { text: 1 }, 'body-invalid'],
    ['an unknown name', { text: 'x', status: 'PUBLISHED' }, 'body-invalid'],
    ['a parent that is no id', { text: 'x', parentId: '../x' }, 'body-invalid'],
    ['an author beside a token', { text: 'x', author: { name: 'A', email: 'a@example.com' } }, 'author-not-allowed'],
  ])('refuses %s', async (_, body, code) => {
    expect(await api.post(articleId, body, { as: 'alice' })).toMatchObject({ status: 400, body: { code } });
  });

  it.each<[string, unknown, string]>([
    ['no author', undefined, 'author-required'],
    ['no address', { name: 'A' }, 'body-invalid'],
    ['a bad address', { name: 'A', email: 'a@' }, 'body-invalid'],
    ['a blank name', { name: ' ', email: 'a@example.com' }, 'name-empty'],
    ['a name of two lines', { name: 'a\nb', email: 'a@example.com' }, 'name-malformed'],
    ['a long name', { name: 'x'.repeat(61), email: 'a@example.com' }, 'name-too-long'],
  ])('refuses a guest with %s', async (_, author, code) => {
    expect(await api.post(articleId, { text: 'x', author })).toMatchObject({ status: 400, body: { code } });
  });
});

describe('replies', () => {
  it('stand below the head of their thread, and say what they answer', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    api.tick();
    const reply = (await api.post(id, { text: 'reply', parentId: head.id }, { as: 'bob' })).body;
    api.tick();
    const deeper = (await api.post(id, { text: 'deeper', parentId: reply.id }, { as: 'alice' })).body;
    expect(reply).toMatchObject({ parentId: head.id });
    expect(reply.replyTo).toBeUndefined();
    expect(deeper).toMatchObject({ parentId: head.id, replyTo: reply.id });
    expect((await api.list(id)).body).toMatchObject({ items: [{ id: head.id, replyCount: 2 }], next: null });
    expect((await api.replies(head.id)).body.items).toMatchObject([{ id: reply.id }, { id: deeper.id }]);
    expect((await api.replies(head.id, 'orderBy=newest')).body.items).toMatchObject([
      { id: deeper.id },
      { id: reply.id },
    ]);
    expect(await api.count(id)).toBe(3);
  });

  it('answer only what everyone can see, on the same article', async () => {
    const other = await api.article();
    const held = (await api.postAsGuest(articleId, 'held')).body;
    const elsewhere = (await api.post(other, { text: 'there' }, { as: 'alice' })).body;
    for (const parentId of [held.id, elsewhere.id, 'a'.repeat(26)]) {
      expect(await api.post(articleId, { text: 'x', parentId }, { as: 'bob' })).toMatchObject({
        status: 404,
        body: { code: 'parent-not-found' },
      });
    }
    expect((await api.replies(held.id)).status).toBe(404);
  });

  it('are all counted when many come at once', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const posts = Array.from({ length: 12 }, (_, i) =>
      api.post(id, { text: `${i}`, parentId: head.id }, { as: `u${i}` }),
    );
    expect((await Promise.all(posts)).map((answer) => answer.status)).toEqual(Array(12).fill(201));
    expect((await api.get(head.id)).body.replyCount).toBe(12);
    expect(await api.count(id)).toBe(13);
  });
});
