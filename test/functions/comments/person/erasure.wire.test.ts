import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { actorOf } from '../../../../shared/comment/comment-id.ts';
import { continueErasure } from '../../../../shared/person/erase-person.ts';
import { erasureIdOf } from '../../../../shared/person/erasure.ts';
import { erasureKey } from '../../../../shared/store/discussion-keys.ts';
import { PersonalDataTable } from '../../../../shared/store/personal-data-table.ts';
import { tableEngine } from '../../../engines.ts';
import { DiscussionUnderTest } from '../discussion-under-test.ts';

const SUB = 'canary-subject';
const POSTER = `user:${SUB}`;
const MOD = 'mona:moderator';

let api: DiscussionUnderTest;
let articleId = '';

beforeEach(async () => {
  api = await new DiscussionUnderTest().create();
  articleId = await api.article();
});

const post = async (text: string, as: string, parentId?: string): Promise<string> => {
  const answer = await api.post(articleId, { text, ...(parentId && { parentId }) }, { as });
  expect(answer.status).toBe(201);
  api.tick();
  return answer.body.id;
};

const data = async (as: string, query = '') => (await api.call('GET /api/users/me/data', { as, query })).body;
const erase = (as: string) => api.call('DELETE /api/users/me', { as });

/** Everything in both tables, as text. */
async function allItems(): Promise<string> {
  const client = tableEngine();
  const scans = await Promise.all(
    [api.discussion, api.editorial].map(({ name }) => client.send(new ScanCommand({ TableName: name }))),
  );
  return JSON.stringify(scans.map(({ Items }) => Items));
}

const store = () => new PersonalDataTable(api.discussion, api.editorial);

/** What the hourly rebuild does of it. */
async function continued(): Promise<void> {
  for await (const listed of store().listed()) await continueErasure(listed, store(), api.now, 100);
}

async function aPersonsTraces() {
  const others = await post('of another', 'bob');
  const own = await post('canary-words before', SUB);
  await api.edit(own, { text: 'canary-words after', revision: 1 }, { as: SUB });
  const answered = await post('an answer', 'bob', own);
  const reply = await post('canary-reply', SUB, others);
  await api.like(others, SUB);
  await api.like(others, 'carol');
  const flag = { reason: 'other', note: 'canary-note' };
  await api.call('POST /api/comments/{id}/flags', { id: others, as: SUB, body: flag });
  await api.decide([{ commentId: reply, revision: 1, decision: 'approve' }]);
  await api.call('PUT /api/moderation/users/{id}', {
    id: SUB,
    as: MOD,
    body: { premod: true, reason: 'canary-reason' },
  });
  await api.follow();
  return { others, own, answered, reply };
}

describe('what is kept of a person', () => {
  it('is all handed over, page by page', async () => {
    const { others, own, reply } = await aPersonsTraces();
    const items = [];
    let page = await data(SUB, 'limit=1');
    items.push(...page.items);
    while (page.next !== null) {
      page = await data(SUB, `limit=1&cursor=${page.next}`);
      items.push(...page.items);
    }
    expect(page).toMatchObject({ poster: POSTER, standing: { mode: 'pre', reason: 'canary-reason' } });
    expect(items).toMatchObject([
      { kind: 'comment', id: own, text: 'canary-words after', earlierTexts: [{ text: 'canary-words before' }] },
      { kind: 'comment', id: reply, decisions: [{ verdict: 'approve' }] },
      { kind: 'flag', commentId: others, note: 'canary-note' },
      { kind: 'like', commentId: others },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/mona|fingerprint|editNonce|textHash/);
    expect(await data(SUB)).toMatchObject({ items, next: null });
    expect((await data('nobody-we-know')).items).toEqual([]);
  });

  it('of a guest is the comment that the token opens, and nothing else under the address', async () => {
    const mine = (await api.postAsGuest(articleId, 'mine', { email: 'guest@example.com' })).body;
    await api.postAsGuest(articleId, 'canary of whoever else has that address', { email: 'guest@example.com' });
    const query = `commentId=${mine.id}&editToken=${mine.editToken}`;
    const { body } = await api.call('GET /api/users/me/data', { query });
    expect(body.items).toMatchObject([{ id: mine.id, email: 'guest@example.com' }]);
    expect(JSON.stringify(body)).not.toContain('canary');
    const bad = { query: `commentId=${mine.id}&editToken=edit_x` };
    expect((await api.call('GET /api/users/me/data', bad)).status).toBe(404);
    expect((await api.call('DELETE /api/users/me', bad)).status).toBe(404);
    expect((await api.call('GET /api/users/me/data')).status).toBe(401);
    expect((await api.call('DELETE /api/users/me', { query })).body.removed).toMatchObject({ comments: 1 });
    await api.follow();
    expect(await allItems()).toContain('canary');
  });
});

describe('erasure', () => {
  it('reaches everything, and keeps replies and counts', async () => {
    const { others, own, answered } = await aPersonsTraces();
    expect(await allItems()).toContain('canary');
    const { status, body } = await erase(SUB);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      removed: { comments: 2, earlierTexts: 1, likes: 1, flags: 1, standing: 2 },
      pending: [],
      notReachedYet: expect.arrayContaining([{ what: 'point-in-time backups', until: expect.any(String) }]),
    });
    await api.follow();
    api.now = new Date(api.now.getTime() + 61_000);
    await continued();
    await api.follow();
    expect(await allItems()).not.toContain('canary');

    expect(await api.count(articleId)).toBe(2);
    expect((await api.replies(own)).body.items).toMatchObject([{ id: answered, text: 'an answer' }]);
    expect((await api.list(articleId)).body.items).toMatchObject([
      { id: own, text: '', author: { name: '' }, deletedBy: 'erasure', replyCount: 1 },
      { id: others, likes: 1, replyCount: 0 },
    ]);
    expect((await api.pending()).body.items).toEqual([]);
    expect(await data(SUB)).toMatchObject({ items: [], standing: null });
  });

  it('asked again answers the same, until there is something new', async () => {
    await post('canary', SUB);
    const first = (await erase(SUB)).body;
    api.tick();
    expect((await erase(SUB)).body).toEqual(first);
    await post('canary again', SUB);
    const second = (await erase(SUB)).body;
    expect(second.requestedAt > first.requestedAt).toBe(true);
    expect(second.removed.comments).toBe(1);
  });

  it('is gone on with in the background, forgets who it was, and is off the list', async () => {
    await post('canary', SUB);
    await erase(SUB);
    expect(await api.goOn()).toBe(false);
    api.now = new Date(api.now.getTime() + 61_000);
    expect(await api.goOn()).toBe(true);
    await api.follow();
    expect(await allItems()).not.toContain('canary');
  });

  it('goes on after an answer was lost, with exact counts', async () => {
    await aPersonsTraces();
    let left = 0;
    api.losesAnswer = () => --left === 0;
    for (let lost = 1; lost < 40; lost++) {
      left = lost;
      if ((await erase(SUB)).status === 200) break;
    }
    api.losesAnswer = () => false;
    expect((await erase(SUB)).status).toBe(200);
    await api.follow();
    expect(await api.count(articleId)).toBe(2);
    expect(await data(SUB)).toMatchObject({ items: [], standing: null });
  });

  it('is done again in a table that was brought back to a time before', async () => {
    await aPersonsTraces();
    const { items } = await api.discussion.query({ pk: `STANDING#${POSTER}` });
    await erase(SUB);
    const id = erasureIdOf({ poster: POSTER });
    // Another discussion has the same person's comments, and knows of no erasure: as the table did before.
    const restored = await new DiscussionUnderTest().create();
    const listed = [];
    for await (const each of store().listed()) listed.push(each);
    expect(listed).toMatchObject([{ id, commentId: expect.any(String) }]);
    expect(JSON.stringify(listed)).not.toContain('canary');
    expect(items.length).toBeGreaterThan(0);
    const [first] = listed;
    if (!first) throw new Error('nothing listed');
    const again = await restored.article();
    const { body } = await restored.post(again, { text: 'canary' }, { as: SUB });
    const inRestored = new PersonalDataTable(restored.discussion, api.editorial);
    api.now = new Date(api.now.getTime() + 61_000);
    await continueErasure({ ...first, commentId: body.id }, inRestored, api.now, 100);
    expect(await inRestored.find(body.id)).toMatchObject({ deletedBy: 'erasure', text: '' });
    expect(await restored.count(again)).toBe(0);
    expect(await inRestored.erasure(id)).toMatchObject({ done: true });
    expect(JSON.stringify(await restored.discussion.get(erasureKey(id)))).not.toContain('canary');
    expect((await inRestored.acts(actorOf(POSTER), { limit: 9 })).items).toEqual([]);
  });
});
