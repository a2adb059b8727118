import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commentKey } from '../../../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from '../discussion-under-test.ts';

const api = new DiscussionUnderTest();
let articleId = '';
let number = 0;
/** Somebody new for each test. */
let alice = '';

beforeAll(async () => {
  await api.create();
});

beforeEach(async () => {
  articleId = await api.article();
  alice = `alice${number++}`;
  api.tick();
});

const set = (id: string, body: object, as = 'mona:moderator') =>
  api.call('PUT /api/moderation/users/{id}', { as, id, body });
const get = async (id: string) => (await api.call('GET /api/moderation/users/{id}', { as: 'mona:moderator', id })).body;
const post = (text = 'x') => api.post(articleId, { text }, { as: alice });

describe('PUT /api/moderation/users/{id}', () => {
  it('bans, and takes the ban back', async () => {
    expect(await set(alice, { banned: true, reason: 'abuse' })).toMatchObject({
      status: 200,
      body: { id: `user:${alice}`, banned: true, reason: 'abuse', by: 'mona', revision: 1 },
    });
    expect(await post()).toMatchObject({ status: 403, body: { code: 'poster-banned' } });
    await set(alice, { banned: false });
    expect((await post()).status).toBe(201);
    expect(await get(alice)).toMatchObject({ banned: false, reason: null, revision: 2 });
  });

  it('suspends until a time, and no longer', async () => {
    const until = new Date(api.now.getTime() + 3_600_000).toISOString();
    await set(alice, { suspendedUntil: until });
    expect(await post()).toMatchObject({ status: 403, body: { code: 'poster-suspended', until } });
    api.now = new Date(until);
    expect((await post()).status).toBe(201);
    expect(await get(alice)).toMatchObject({ suspendedUntil: null });
  });

  it('has all held that someone posts, also a guest by what moderators are shown', async () => {
    await set(alice, { premod: true });
    expect((await post()).body.status).toBe('PENDING');
    const guest = { email: `${alice}@example.com` };
    api.tick();
    await api.postAsGuest(articleId, 'held', guest);
    const { body } = await api.pending('limit=100');
    const { poster } = body.items.at(-1);
    await set(poster.id, { banned: true });
    expect((await api.postAsGuest(articleId, 'more', guest)).status).toBe(403);
  });

  it('has an author’s mode, of which and of the site’s and the article’s the strictest counts', async () => {
    const reviewed = async () => {
      const { body } = await post();
      const item = await api.discussion.get(commentKey(body.id), { consistent: true });
      return [body.status, item?.unreviewedSince !== undefined];
    };
    const mode = async (of: string, to: string | null) => {
      const as = { as: 'mona:moderator' };
      if (of === 'author') return await set(alice, { mode: to });
      if (of === 'article') {
        return await api.call('PUT /api/moderation/articles/{id}', { ...as, id: articleId, body: { mode: to } });
      }
      const { body } = await api.call('GET /api/moderation/settings', as);
      return await api.call('PUT /api/moderation/settings', { ...as, body: { version: body.version, mode: to } });
    };
    await mode('site', 'reactive');
    expect(await reviewed()).toEqual(['PUBLISHED', false]);
    await mode('author', 'post');
    expect(await reviewed()).toEqual(['PUBLISHED', true]);
    await mode('article', 'pre');
    expect(await reviewed()).toEqual(['PENDING', false]);
    await mode('article', 'reactive');
    await mode('author', 'pre');
    expect(await get(alice)).toMatchObject({ mode: 'pre', premod: true });
    expect(await reviewed()).toEqual(['PENDING', false]);
    await set(alice, { premod: false });
    expect(await get(alice)).toMatchObject({ mode: null, premod: false });
    await mode('site', 'post');
    await mode('author', 'reactive');
    expect(await reviewed()).toEqual(['PUBLISHED', true]);
    expect((await set(alice, { mode: 'pre', premod: false })).status).toBe(400);
  });

  it('is refused on what somebody else has changed meanwhile', async () => {
    expect((await set(alice, { premod: true, revision: 0 })).status).toBe(200);
    expect(await set(alice, { banned: true, revision: 0 })).toMatchObject({
      status: 409,
      body: { code: 'revision-conflict' },
    });
    expect(await get(alice)).toMatchObject({ banned: false, premod: true });
  });

  it('leaves staff and what an editor has set to editors, and oneself to others', async () => {
    const held = (await api.postAsGuest(articleId, 'x')).body;
    await api.decide([{ commentId: held.id, revision: 1, decision: 'approve' }], { as: `mod${alice}:moderator` });
    await api.follow();
    expect((await set(`mod${alice}`, { banned: true })).body.code).toBe('editor-required');
    expect((await set('mona', { banned: true })).body.code).toBe('own-standing');
    expect((await set(alice, { banned: true }, 'ed:editor')).status).toBe(200);
    expect((await set(alice, { banned: false })).body.code).toBe('editor-required');
  });

  it('binds staff only where an editor has set it', async () => {
    const staff = { as: `${alice}:moderator` };
    await set(alice, { banned: true });
    expect((await api.post(articleId, { text: 'x' }, staff)).status).toBe(201);
    await set(alice, { banned: true }, 'ed:editor');
    expect((await api.post(articleId, { text: 'y' }, staff)).status).toBe(403);
  });
});

describe('hideHistory', () => {
  it('hides all that someone has posted, replies too, exactly; and shows again just that', async () => {
    const head = (await api.post(articleId, { text: 'head' }, { as: 'other' })).body;
    const own = (await post('head of mine')).body;
    const reply = (await api.post(articleId, { text: 'reply', parentId: head.id }, { as: alice })).body;
    const refused = (await post('refused before')).body;
    await api.decide([{ commentId: refused.id, revision: 1, decision: 'reject' }]);
    expect(await set(alice, { banned: true, hideHistory: true })).toMatchObject({
      body: { hideHistory: true, history: { hidden: true, changed: 2, done: true } },
    });
    expect(await api.count(articleId)).toBe(1);
    expect((await api.get(own.id)).status).toBe(404);
    expect((await api.get(head.id)).body.replyCount).toBe(0);
    expect((await set(alice, { hideHistory: true })).body.history).toMatchObject({ changed: 0, done: true });

    expect((await set(alice, { hideHistory: false })).body.history).toMatchObject({ hidden: false, changed: 2 });
    expect(await api.count(articleId)).toBe(3);
    expect((await api.get(reply.id)).body.status).toBe('PUBLISHED');
    expect((await api.get(refused.id)).status).toBe(404);
  });

  it('comes as far as one call may, and to its end in the background', async () => {
    for (let i = 0; i < 310; i += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, j) => post(`${i + j}`)));
      api.tick();
    }
    const answer = await set(alice, { hideHistory: true });
    expect(answer).toMatchObject({ status: 202, body: { history: { changed: 300, done: false } } });
    expect(await api.count(articleId)).toBe(10);
    expect((await get(alice)).history).toMatchObject({ changed: 300, done: false });
    await api.goOn();
    expect((await get(alice)).history).toMatchObject({ changed: 310, done: true });
    expect(await api.count(articleId)).toBe(0);
  }, 180_000);

  it('has as much trust restored as there was, and every place and number', async () => {
    const ids = [];
    for (const text of ['approved', 'unreviewed', 'reported']) ids.push((await post(text)).body.id);
    const [approved, , reported] = ids;
    await api.decide([{ commentId: approved, revision: 1, decision: 'approve' }]);
    await api.call('PATCH /api/moderation/comments/{id}', {
      as: 'mona:moderator',
      id: approved,
      body: { featured: true, revision: 1 },
    });
    await api.call('POST /api/comments/{id}/flags', { id: reported, as: 'other', body: { reason: 'spam' } });
    await api.follow();
    const before = await api.discussion.getMany(ids.map(commentKey), { consistent: true });
    await set(alice, { hideHistory: true });
    await api.follow();
    expect(await get(alice)).toMatchObject({ approved: 1, rejected: 0 });
    await set(alice, { hideHistory: false });
    await api.follow();
    expect(await get(alice)).toMatchObject({ approved: 1, rejected: 0 });
    expect(await api.discussion.getMany(ids.map(commentKey), { consistent: true })).toEqual(before);
  });

  it('finds once more what an earlier call in flight has hidden of what is to be shown, and nothing that is new', async () => {
    const { id } = (await post('old')).body;
    await set(alice, { hideHistory: true });
    const late = await api.discussion.get(commentKey(id), { consistent: true });
    await set(alice, { hideHistory: false });
    await api.discussion.put({ ...commentKey(id), ...late });
    api.now = new Date(api.now.getTime() + 61_000);
    expect(await api.goOn()).toBe(true);
    expect((await api.get(id)).body.status).toBe('PUBLISHED');

    await set(alice, { hideHistory: true });
    api.tick();
    const later = (await post('new')).body;
    api.now = new Date(api.now.getTime() + 61_000);
    expect(await api.goOn()).toBe(true);
    expect((await api.get(id)).status).toBe(404);
    expect((await api.get(later.id)).body.status).toBe('PUBLISHED');
  });

  it('is not undone by an edit, nor by a refusal that comes to the same', async () => {
    const ids = [(await post('edited')).body.id, (await post('refused')).body.id];
    await set(alice, { hideHistory: true });
    expect((await api.edit(ids[0], { text: 'other words', revision: 1 }, { as: alice })).body.status).toBe('PENDING');
    const { body } = await api.decide([{ commentId: ids[1], revision: 1, decision: 'reject' }]);
    expect(body.items).toMatchObject([{ result: 'applied' }]);
    expect((await set(alice, { hideHistory: false })).body.history).toMatchObject({ changed: 0, done: true });
  });

  it('does not show again what was decided on by itself since', async () => {
    const { id } = (await post()).body;
    await set(alice, { hideHistory: true });
    await api.decide([{ commentId: id, revision: 1, decision: 'spam' }]);
    await set(alice, { hideHistory: false });
    expect((await api.get(id)).status).toBe(404);
  });
});
