import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moderationRules } from '../../../shared/comment/moderation-settings.ts';
import { CURRENT_SETTINGS, commentKey, revisionKey, settingsKey } from '../../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();
let articleId = '';

beforeAll(async () => {
  await api.create();
  const version = { schemaVersion: 1, version: 1 };
  const rules = {
    ...moderationRules.parse({ suspectWords: ['rascal'], bannedWords: ['scoundrel'] }),
    repeatMinutes: 0,
  };
  await api.discussion.put({ ...settingsKey(1), ...rules, ...version, by: 'mona', at: '2026-11-24T06:00:00.000Z' });
  await api.discussion.put({ ...CURRENT_SETTINGS, ...version });
});

beforeEach(async () => {
  articleId = await api.article();
});

const posted = async (text: string, more: object = {}, as = 'alice') =>
  (await api.post(articleId, { text, ...more }, { as })).body;
const stored = (id: string) => api.discussion.get(commentKey(id), { consistent: true });
const minutes = (n: number) => {
  api.now = new Date(api.now.getTime() + n * 60_000);
};

describe('PATCH /api/comments/{id}', () => {
  it('gives a comment another text, and keeps the one before', async () => {
    const { id, createdAt } = await posted('First');
    api.tick();
    const { status, headers, body } = await api.edit(id, { text: ' Second ', revision: 1 }, { as: 'alice' });
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ id, text: 'Second', revision: 2, status: 'PUBLISHED', createdAt });
    expect(body.editedAt).toBe(api.now.toISOString());
    expect((await api.list(articleId)).body.items).toMatchObject([{ text: 'Second', revision: 2 }]);
    expect(await api.discussion.get(revisionKey(id, 1))).toMatchObject({ text: 'First', at: createdAt });
  });

  it('is possible for five minutes', async () => {
    const { id } = await posted('First');
    minutes(5);
    expect((await api.edit(id, { text: 'Second', revision: 1 }, { as: 'alice' })).status).toBe(200);
    api.tick();
    const editableUntil = new Date(api.now.getTime() - 1000).toISOString();
    expect(await api.edit(id, { text: 'Third', revision: 2 }, { as: 'alice' })).toMatchObject({
      status: 403,
      body: { code: 'edit-too-late', editableUntil },
    });
  });

  it('answers an edit made on another text with the text that there is', async () => {
    const { id } = await posted('First');
    await api.edit(id, { text: 'Second', revision: 1 }, { as: 'alice' });
    expect(await api.edit(id, { text: 'Other', revision: 1 }, { as: 'alice' })).toMatchObject({
      status: 409,
      body: { code: 'revision-conflict', comment: { id, text: 'Second', revision: 2 } },
    });
  });

  it('gives a retry the same answer, and makes no revision of the same text', async () => {
    const { id } = await posted('First');
    const edit = () => api.edit(id, { text: 'Second', revision: 1 }, { as: 'alice' });
    const answers = await Promise.all([edit(), edit(), edit()]);
    answers.push(await edit());
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { revision: 2, text: 'Second' } });
    expect((await api.edit(id, { text: 'Second', revision: 2 }, { as: 'alice' })).body.revision).toBe(2);
  });

  it('lets one of two different edits at once win', async () => {
    const { id } = await posted('First');
    const answers = await Promise.all(['A', 'B'].map((text) => api.edit(id, { text, revision: 1 }, { as: 'alice' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('goes through the pipeline again: held, it leaves the thread and the count, in order again it comes back', async () => {
    const head = await posted('Head');
    const reply = await posted('Reply', { parentId: head.id }, 'bob');
    expect((await api.edit(reply.id, { text: 'You rascal', revision: 1 }, { as: 'bob' })).body.status).toBe('PENDING');
    expect((await api.get(head.id)).body.replyCount).toBe(0);
    expect(await api.count(articleId)).toBe(1);
    expect((await api.get(reply.id)).status).toBe(404);
    expect((await api.edit(reply.id, { text: 'You dear', revision: 2 }, { as: 'bob' })).body.status).toBe('PUBLISHED');
    expect((await api.get(head.id)).body.replyCount).toBe(1);
    expect((await api.edit(head.id, { text: 'scoundrel', revision: 1 }, { as: 'alice' })).body.status).toBe('REJECTED');
    expect(await api.count(articleId)).toBe(1);
    expect((await api.list(articleId)).body.items).toMatchObject([{ id: head.id, text: '', replyCount: 1 }]);
  });

  it('publishes nothing that a moderator has refused', async () => {
    const { id } = await posted('First');
    await api.decide([{ commentId: id, revision: 1, decision: 'reject' }]);
    const { body } = await api.edit(id, { text: 'Second', revision: 1 }, { as: 'alice' });
    expect(body.status).toBe('PENDING');
    expect(await stored(id)).toMatchObject({ heldReasons: ['review'], reviewedAs: 'REJECTED' });
    expect((await api.edit(id, { text: 'Third', revision: 2 }, { as: 'alice' })).body.status).toBe('PENDING');
    await api.decide([{ commentId: id, revision: 3, decision: 'approve' }]);
    expect((await api.get(id)).body).toMatchObject({ text: 'Third', status: 'PUBLISHED' });
  });

  it('asks for a review of what was approved as another text, and no decision on the text before counts', async () => {
    const { id } = await posted('First');
    const approve = (revision: number, key: string) =>
      api.decide([{ commentId: id, revision, decision: 'approve' }], { key });
    await approve(1, 'one');
    expect((await stored(id))?.unreviewedSince).toBeUndefined();
    await api.edit(id, { text: 'Second', revision: 1 }, { as: 'alice' });
    expect((await stored(id))?.unreviewedSince).toBe(api.now.toISOString());
    expect((await approve(1, 'two')).status).toBe(409);
    expect((await approve(2, 'three')).body.items).toMatchObject([{ result: 'applied' }]);
  });

  it('is for the author alone; others do not learn of what is held', async () => {
    const { id } = await posted('First');
    const held = (await api.postAsGuest(articleId, 'Held')).body;
    const edit = { text: 'Second', revision: 1 };
    for (const as of ['bob', 'mona:moderator', held.editToken]) {
      expect(await api.edit(id, edit, { as })).toMatchObject({ status: 403, body: { code: 'not-the-author' } });
    }
    expect((await api.edit(id, edit)).status).toBe(401);
    expect((await api.edit(held.id, edit, { as: 'bob' })).status).toBe(404);
    expect((await api.edit(held.id, edit)).status).toBe(404);
    expect((await api.edit('a'.repeat(26), edit, { as: 'alice' })).status).toBe(404);
  });

  it('takes a guest’s edit token, and holds the text as it did the one before', async () => {
    const held = (await api.postAsGuest(articleId, 'Held')).body;
    const edit = { text: 'Held still', revision: 1 };
    expect((await api.edit(held.id, edit, { as: held.editToken })).body).toMatchObject({
      status: 'PENDING',
      text: 'Held still',
    });
    const [waiting] = (await api.pending('limit=100')).body.items.filter(({ id }: { id: string }) => id === held.id);
    expect(waiting).toMatchObject({ text: 'Held still', revision: 2 });
  });

  it.each([
    ['no revision', { text: 'x' }, 'body-invalid'],
    ['a blank text', { text: ' ', revision: 1 }, 'text-empty'],
    ['an unknown name', { text: 'x', revision: 1, status: 'PUBLISHED' }, 'body-invalid'],
  ])('refuses %s', async (_, body, code) => {
    const { id } = await posted('First');
    expect(await api.edit(id, body, { as: 'alice' })).toMatchObject({ status: 400, body: { code } });
  });
});

describe('DELETE /api/comments/{id}', () => {
  it('takes a comment away with all that it said, at any time, and again does nothing', async () => {
    const { id } = await posted('A secret');
    await api.edit(id, { text: 'A second secret', revision: 1 }, { as: 'alice' });
    minutes(600);
    for (const _ of [1, 2]) expect(await api.remove(id, { as: 'alice' })).toMatchObject({ status: 204, body: null });
    expect(await api.count(articleId)).toBe(0);
    expect((await api.list(articleId)).body.items).toEqual([]);
    expect((await api.get(id)).status).toBe(404);
    expect((await api.get(id, { as: 'alice' })).body).toMatchObject({
      status: 'REJECTED',
      text: '',
      deletedBy: 'author',
    });
    const { items } = await api.discussion.query({ pk: commentKey(id).pk });
    expect(JSON.stringify(items)).not.toMatch(/secret|Name of alice/);
    expect((await api.edit(id, { text: 'x', revision: 3 }, { as: 'alice' })).status).toBe(410);
  });

  it('leaves a tombstone while there are replies', async () => {
    const head = await posted('Head');
    const reply = await posted('Reply', { parentId: head.id }, 'bob');
    expect((await api.remove(head.id, { as: 'alice' })).status).toBe(204);
    expect(await api.count(articleId)).toBe(1);
    expect((await api.list(articleId)).body.items).toMatchObject([
      { id: head.id, text: '', author: { name: '' }, deletedBy: 'author', replyCount: 1 },
    ]);
    expect((await api.post(articleId, { text: 'x', parentId: reply.id }, { as: 'carol' })).status).toBe(201);
    expect((await api.post(articleId, { text: 'x', parentId: head.id }, { as: 'carol' })).status).toBe(404);
    await api.remove(reply.id, { as: 'bob' });
    expect((await api.get(head.id, { as: 'alice' })).body.replyCount).toBe(1);
  });

  it('is for moderators too, on record, and nobody can take it back', async () => {
    const { id } = await posted('Unlawful');
    expect((await api.remove(id, { as: 'mona:moderator' })).status).toBe(204);
    expect(await stored(id)).toMatchObject({ deletedBy: 'moderator', reviewedAs: 'REJECTED', text: '' });
    const { items } = await api.discussion.query({ pk: commentKey(id).pk, sk: { beginsWith: 'DECISION#' } });
    expect(items).toMatchObject([{ verdict: 'delete', by: 'mona', revision: 1, from: 'PUBLISHED', to: 'REJECTED' }]);
    for (const revision of [1, 2]) {
      expect((await api.decide([{ commentId: id, revision, decision: 'approve' }])).status).toBe(404);
    }
    expect(await api.count(articleId)).toBe(0);
  });

  it('takes a held comment out of its queue', async () => {
    const held = (await api.postAsGuest(articleId, 'Held')).body;
    expect((await api.remove(held.id)).status).toBe(404);
    expect((await api.remove(held.id, { query: 'editToken=edit_wrong' })).status).toBe(404);
    for (const _ of [1, 2])
      expect((await api.remove(held.id, { query: `editToken=${held.editToken}` })).status).toBe(204);
    const waiting = (await api.pending('limit=100')).body.items.map(({ id }: { id: string }) => id);
    expect(waiting).not.toContain(held.id);
    expect(JSON.stringify(await stored(held.id))).not.toContain('example.com');
  });

  it('is refused to others', async () => {
    const { id } = await posted('Mine');
    expect((await api.remove(id, { as: 'bob' })).status).toBe(403);
    expect((await api.remove(id)).status).toBe(401);
  });

  it('still lets a retry of the post find that it was made', async () => {
    const post = () => api.post(articleId, { text: 'Once' }, { as: 'alice', key: `deleted-${articleId}` });
    const { body } = await post();
    await api.remove(body.id, { as: 'alice' });
    expect(await post()).toMatchObject({ status: 201, body: { id: body.id, text: '', deletedBy: 'author' } });
    expect(await api.count(articleId)).toBe(0);
  });
});
