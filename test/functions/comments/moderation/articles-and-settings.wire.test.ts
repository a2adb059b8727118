import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiscussionUnderTest } from '../discussion-under-test.ts';

const api = new DiscussionUnderTest({ maxLinks: 3 });
let articleId = '';

beforeAll(async () => {
  await api.create();
});

beforeEach(async () => {
  articleId = await api.article();
  api.tick();
});

const as = 'mona:moderator';
const post = (text: string) => api.post(articleId, { text }, { as: 'alice' });
const setArticle = (body: object, id = articleId) => api.call('PUT /api/moderation/articles/{id}', { as, id, body });
const settings = async (query = '') => (await api.call('GET /api/moderation/settings', { as, query })).body;
const setSettings = (body: object) => api.call('PUT /api/moderation/settings', { as, body });
const audit = async (query: string) => (await api.call('GET /api/moderation/audit', { as, query })).body.items;

describe('PUT /api/moderation/articles/{id}', () => {
  it('sets a mode, and takes it back', async () => {
    await setArticle({ mode: 'pre' });
    expect((await post('x')).body.status).toBe('PENDING');
    expect((await setArticle({ mode: null })).body).toMatchObject({
      articleId,
      mode: null,
      closed: false,
      revision: 2,
    });
    expect((await post('y')).body.status).toBe('PUBLISHED');
  });

  it('closes at once or at a time, and opens again', async () => {
    expect((await setArticle({ closed: true })).body).toMatchObject({ closed: true, closedAt: api.now.toISOString() });
    expect(await post('x')).toMatchObject({ status: 409, body: { code: 'discussion-closed' } });
    await setArticle({ closed: false, closesAt: '2030-01-01T01:00:00+01:00' });
    expect((await post('y')).status).toBe(201);
    expect((await api.call('GET /api/moderation/articles/{id}', { as, id: articleId })).body).toMatchObject({
      closed: false,
      closesAt: '2030-01-01T00:00:00.000Z',
    });
  });

  it('is refused on what somebody else has changed meanwhile, and on no article', async () => {
    await setArticle({ mode: 'pre', revision: 0 });
    expect((await setArticle({ closed: true, revision: 0 })).status).toBe(409);
    expect((await setArticle({}, 'aaaaaaaaaaaaaaaa')).status).toBe(404);
  });
});

describe('/api/moderation/settings', () => {
  it('changes what is named in the version that was seen, and is in force with the next comment', async () => {
    const before = await settings();
    expect(before).toMatchObject({ version: 0, maxLinks: 3, by: null, bannedWords: [] });
    const set = await setSettings({ ...before, bannedWords: ['forbidden'] });
    expect(set).toMatchObject({
      status: 200,
      body: { version: 1, maxLinks: 3, by: 'mona', at: api.now.toISOString() },
    });
    expect((await post('a forbidden word')).body.status).toBe('REJECTED');
    expect(await setSettings({ version: 0, maxLinks: 1 })).toMatchObject({
      status: 409,
      body: { code: 'version-conflict', version: 1 },
    });
    await setSettings({ version: 1, closeAfterDays: 3000 });
    await setSettings({ version: 2, closeAfterDays: null });
    expect(await settings('version=2')).toMatchObject({ closeAfterDays: 3000, bannedWords: ['forbidden'] });
    expect(await settings()).not.toHaveProperty('closeAfterDays');
    expect((await audit('of=settings&limit=2')).map((each: { revision: number }) => each.revision)).toEqual([3, 2]);
    await setSettings({ version: 3, bannedWords: [] });
  });

  it('lets one of two set them', async () => {
    const { version } = await settings();
    const answers = await Promise.all([1, 2].map((maxLinks) => setSettings({ version, maxLinks })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('tells what others would make of the newest comments, and changes nothing', async () => {
    const { version } = await settings();
    const suspect = (await post('about turnips')).body;
    api.tick();
    const banned = (await post('about swedes')).body;
    await post('about nothing');
    await api.follow();
    const { status, body } = await api.call('POST /api/moderation/settings/dry-run', {
      as,
      body: { settings: { suspectWords: ['turnips'], bannedWords: ['swedes'] } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      held: { count: 1, examples: [suspect.id] },
      rejected: { count: 1, examples: [banned.id] },
      changes: { stricter: { count: 2, examples: [banned.id, suspect.id] }, milder: { count: 0 } },
    });
    expect((await settings()).version).toBe(version);
    expect((await api.get(banned.id)).body.status).toBe('PUBLISHED');
  });
});

describe('featured comments and badges', () => {
  const feature = (id: string, featured: boolean, revision = 1) =>
    api.call('PATCH /api/moderation/comments/{id}', { as, id, body: { featured, revision } });

  it('marks a comment that readers see, by the text that was seen; another text loses the mark', async () => {
    const { id } = (await post('well said')).body;
    expect((await feature(id, true, 2)).status).toBe(409);
    expect((await feature(id, true)).body.featured).toBe(true);
    expect((await api.list(articleId)).body.items).toMatchObject([{ id, featured: true }]);
    await api.edit(id, { text: 'badly said', revision: 1 }, { as: 'alice' });
    expect((await api.get(id)).body).not.toHaveProperty('featured');
    await feature(id, true, 2);
    await feature(id, false, 2);
    expect((await api.get(id)).body).not.toHaveProperty('featured');
  });

  it('takes the mark away with the comment', async () => {
    const { id } = (await post('well said')).body;
    await feature(id, true);
    await api.decide([{ commentId: id, revision: 1, decision: 'reject' }]);
    expect((await feature(id, true)).body.code).toBe('comment-not-published');
    await api.decide([{ commentId: id, revision: 1, decision: 'approve' }]);
    expect((await api.get(id)).body).not.toHaveProperty('featured');
  });

  it('gives staff a badge by their token, and nobody else', async () => {
    const { body } = await api.post(articleId, { text: 'x' }, { as });
    expect(body.author.badge).toBe('staff');
    expect((await post('y')).body.author).not.toHaveProperty('badge');
  });
});

describe('GET /api/moderation/audit', () => {
  it('tells who did what, by comment, by moderator, by user and by article', async () => {
    const moderator = `max${articleId}`;
    const max = { as: `${moderator}:moderator` };
    const { id } = (await post('x')).body;
    await api.decide([{ commentId: id, revision: 1, decision: 'reject', reason: 'off topic' }], max);
    api.tick();
    await api.decide([{ commentId: id, revision: 1, decision: 'approve' }], max);
    api.tick();
    await api.call('PUT /api/moderation/users/{id}', { ...max, id: 'carol', body: { premod: true, reason: 'new' } });
    api.tick();
    await api.call('PUT /api/moderation/articles/{id}', { ...max, id: articleId, body: { closed: true } });
    await api.follow();
    const byComment = await audit(`commentId=${id}`);
    expect(byComment).toMatchObject([
      { kind: 'comment', commentId: id, verdict: 'approve', by: moderator },
      { verdict: 'reject', reason: 'off topic', from: 'PUBLISHED', to: 'REJECTED' },
    ]);
    const all = await audit(`moderator=${moderator}`);
    expect(all.map((each: { kind: string }) => each.kind)).toEqual(['article', 'user', 'comment', 'comment']);
    expect(all.slice(2)).toEqual(byComment);
    expect(await audit('userId=carol')).toMatchObject([
      { kind: 'user', id: 'user:carol', set: { mode: 'pre' }, reason: 'new' },
    ]);
    expect(await audit(`articleId=${articleId}`)).toMatchObject([
      { kind: 'article', set: { closedAt: expect.any(String) } },
    ]);
  });

  it('asks for one thing at most', async () => {
    const query = 'of=settings&userId=carol';
    expect((await api.call('GET /api/moderation/audit', { as, query })).status).toBe(400);
  });

  it('has all that anyone did, the newest first, page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { id } = (await post(`decided ${i}`)).body;
      await api.decide([{ commentId: id, revision: 1, decision: 'approve' }], { as: `mod${i}:moderator` });
      ids.unshift(id);
      api.tick();
    }
    await api.call('PUT /api/moderation/articles/{id}', { as, id: articleId, body: { closed: true } });
    await api.follow();
    const found: { kind: string; commentId?: string }[] = [];
    let query = 'limit=3';
    while (found.length < 7) {
      const { body } = await api.call('GET /api/moderation/audit', { as, query });
      found.push(...body.items);
      query = `limit=3&cursor=${body.next}`;
    }
    expect(found[0]).toMatchObject({ kind: 'article', id: articleId });
    expect(found.slice(1, 7).map(({ commentId }) => commentId)).toEqual(ids);
  });
});
