import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FlagTable } from '../../../functions/comments/flag-table.ts';
import { actorOf } from '../../../shared/comment/comment-id.ts';
import { commentingKey, commentKey, flagKey } from '../../../shared/store/discussion-keys.ts';
import { type Call, DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();
const flags = new FlagTable(api.discussion);
let id = '';

beforeAll(async () => {
  await api.create();
});

beforeEach(async () => {
  api.losesAnswer = () => false;
  id = (await api.post(await api.article(), { text: 'x' }, { as: 'alice' })).body.id;
});

const flagAs = (as: string, body: object = { reason: 'spam' }, more: Call = {}) =>
  api.call('POST /api/comments/{id}/flags', { id, as, body, ...more });

const stored = async () => (await api.discussion.get(commentKey(id), { consistent: true })) ?? {};

describe('POST /api/comments/{id}/flags', () => {
  it('counts once a person and text, and says so', async () => {
    const first = await flagAs('bob', { reason: 'other', note: '  Not \u0041\u030a true. ' });
    expect(first).toMatchObject({ status: 201, body: { commentId: id, reason: 'other', note: 'Not Å true.' } });
    expect(await flagAs('bob', { reason: 'spam' })).toMatchObject({ status: 200, body: first.body });
    await flagAs('carol', { reason: 'illegal' });
    expect(await stored()).toMatchObject({ flagCount: 2, reportedSince: api.now.toISOString(), status: 'PUBLISHED' });
    expect(await flags.summary({ id })).toEqual({
      count: 2,
      reasons: { other: 1, illegal: 1 },
      notes: ['Not Å true.'],
    });
  });

  it('counts who flags an edited text again once, and keeps what was said last', async () => {
    await flagAs('bob');
    const edited = await api.call('PATCH /api/comments/{id}', { id, as: 'alice', body: { text: 'y', revision: 1 } });
    expect(edited.status).toBe(200);
    expect(await flagAs('bob', { reason: 'abusive' })).toMatchObject({ status: 201, body: { reason: 'abusive' } });
    expect(await stored()).toMatchObject({ revision: 2, flagCount: 1 });
    expect((await flags.summary({ id })).reasons).toEqual({ abusive: 1 });
    await flagAs('carol');
    expect(await stored()).toMatchObject({ flagCount: 2 });
  });

  it('under one key is the same flag again, or a clear refusal', async () => {
    const [first, again] = [await flagAs('bob', undefined, { key: 'k' }), await flagAs('bob', undefined, { key: 'k' })];
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await flagAs('bob', { reason: 'abusive' }, { key: 'k' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('is exact when many flag at once and answers are lost', async () => {
    let requests = 0;
    api.losesAnswer = () => ++requests % 11 === 0;
    await Promise.all(
      Array.from({ length: 25 }, async (_, i) => {
        while ((await flagAs(`reader-${i}`, undefined, { key: `flag-${i}` })).status >= 500);
      }),
    );
    api.losesAnswer = () => false;
    expect(await stored()).toMatchObject({ flagCount: 25 });
  });

  it('tells nobody who has flagged, and readers nothing', async () => {
    await flagAs('bob', { reason: 'other', note: 'a note' });
    const row = await api.discussion.get(flagKey(id, actorOf('user:bob')));
    expect(row).toBeDefined();
    expect(JSON.stringify(row)).not.toContain('bob');
    for (const as of [undefined, 'alice']) {
      const { body } = await api.get(id, as === undefined ? {} : { as });
      expect(JSON.stringify(body)).not.toMatch(/flag|reported|a note/);
    }
  });

  it('puts the comment into the queue of what is reported, until it is reviewed; then it can be flagged by others', async () => {
    await flagAs('bob');
    const { reportedSince } = await stored();
    expect(reportedSince).toBe(api.now.toISOString());
    api.tick();
    await api.decide([{ commentId: id, revision: 1, decision: 'approve' }]);
    expect(await stored()).not.toHaveProperty('reportedSince');
    api.tick();
    expect(await flagAs('bob')).toMatchObject({ status: 200 });
    expect(await stored()).not.toHaveProperty('flagCount');
    await flagAs('carol', { reason: 'abusive' });
    const after = await stored();
    expect(after).toMatchObject({ flagCount: 1, reportedSince: api.now.toISOString() });
    expect(await flags.summary({ id, reviewedAt: String(after.reviewedAt) })).toMatchObject({
      reasons: { abusive: 1 },
    });
  });

  it.each([
    [{ reason: 'boring' }, '/reason'],
    [{}, '/reason'],
    [{ reason: 'other' }, '/note'],
    [{ reason: 'other', note: 'x'.repeat(501) }, '/note'],
    [{ reason: 'other', note: '\u202ex' }, '/note'],
    [{ reason: 'spam', who: 'me' }, '/who'],
  ])('refuses %j', async (body, pointer) => {
    expect(await flagAs('bob', body)).toMatchObject({
      status: 400,
      body: { code: 'body-invalid', errors: [{ pointer }] },
    });
  });

  it('takes nothing that readers do not see', async () => {
    const article = await api.article();
    id = (await api.postAsGuest(article, 'held')).body.id;
    expect(await flagAs('bob')).toMatchObject({ status: 404, body: { code: 'comment-not-found' } });
  });

  it('takes nothing of who is banned or suspended', async () => {
    const set = (body: object) =>
      api.call('PUT /api/moderation/users/{id}', { as: 'mona:moderator', id: 'rude', body });
    await set({ banned: true });
    expect(await flagAs('rude')).toMatchObject({ status: 403, body: { code: 'poster-banned' } });
    const until = new Date(api.now.getTime() + 60_000).toISOString();
    await set({ banned: false, suspendedUntil: until });
    expect(await flagAs('rude')).toMatchObject({ status: 403, body: { code: 'poster-suspended', until } });
    expect(await stored()).not.toHaveProperty('flagCount');
    await set({ suspendedUntil: null });
    expect((await flagAs('rude')).status).toBe(201);
  });

  it('takes `illegal-content` for `illegal`', async () => {
    expect(await flagAs('bob', { reason: 'illegal-content' })).toMatchObject({
      status: 201,
      body: { reason: 'illegal' },
    });
  });

  it('is 5 write units', async () => {
    api.recorder.reset();
    await flagAs('bob');
    expect(api.recorder.units(api.definitions).write).toBe(5);
  });
});

describe('in mode reactive', () => {
  const reactive = async (articleId: string) => {
    const at = api.now.toISOString();
    const item = { schemaVersion: 1, revision: 1, mode: 'reactive', by: 'm', at };
    await api.discussion.put({ ...commentingKey(articleId), ...item });
  };

  it('a comment is held that as many have flagged as the rules say, with all counters', async () => {
    const { body: comment } = await api.get(id);
    await reactive(comment.articleId);
    const reply = (await api.post(comment.articleId, { text: 'answer', parentId: id }, { as: 'bob' })).body;
    const head = id;
    id = reply.id;
    for (const who of ['a', 'b']) await flagAs(who);
    expect(await stored()).toMatchObject({ status: 'PUBLISHED' });
    expect(await flagAs('c', undefined, { key: 'third' })).toMatchObject({ status: 201 });
    expect(await stored()).toMatchObject({
      status: 'PENDING',
      heldReasons: ['flags'],
      heldSince: api.now.toISOString(),
    });
    expect(await api.count(comment.articleId)).toBe(1);
    expect((await api.get(head)).body.replyCount).toBe(0);
    // A retry of what held it has the same answer, another flag finds nothing.
    expect(await flagAs('c', undefined, { key: 'third' })).toMatchObject({ status: 201 });
    expect(await flagAs('d')).toMatchObject({ status: 404 });
    expect((await api.pending('limit=100')).body.items.map((item: { id: string }) => item.id)).toContain(id);
  });

  it('is held by the last of many at once, and not at all where moderators review everything anyway', async () => {
    const many = () => Promise.all(Array.from({ length: 6 }, (_, i) => flagAs(`reader-${i}`)));
    await many();
    expect(await stored()).toMatchObject({ status: 'PUBLISHED', flagCount: 6 });
    const article = await api.article();
    await reactive(article);
    id = (await api.post(article, { text: 'y' }, { as: 'alice' })).body.id;
    await many();
    expect(await stored()).toMatchObject({ status: 'PENDING' });
    expect(await api.count(article)).toBe(0);
  });
});
