import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { posterOfUser } from '../../../shared/comment/comment-id.ts';
import { type ModerationRules, moderationRules } from '../../../shared/comment/moderation-settings.ts';
import {
  CURRENT_SETTINGS,
  commentingKey,
  commentKey,
  settingsKey,
  standingKey,
} from '../../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest({ repeatMinutes: 10 });
const by = { schemaVersion: 1, revision: 1, by: 'mona', at: '2026-11-24T06:00:00.000Z' };
let articleId = '';
let version = 0;

beforeAll(async () => {
  await api.create();
});

beforeEach(async () => {
  articleId = await api.article();
});

/** In force once those that were read before are too old. */
async function setRules(rules: Partial<ModerationRules>): Promise<void> {
  version++;
  const { revision: _, ...who } = by;
  await api.discussion.put({ ...settingsKey(version), ...moderationRules.parse({}), ...rules, ...who, version });
  await api.discussion.put({ ...CURRENT_SETTINGS, schemaVersion: 1, version });
  api.now = new Date(api.now.getTime() + 10_000);
}

const stored = (id: string) => api.discussion.get(commentKey(id), { consistent: true });

describe('posting', () => {
  it('is by the rules in force, ten seconds after they were set, and keeps what was found', async () => {
    await setRules({ bannedWords: ['scoundrel'], suspectWords: ['rascal'] });
    const banned = await api.post(articleId, { text: 'You s c o u n d r e l' }, { as: 'alice' });
    expect(banned).toMatchObject({ status: 201, body: { status: 'REJECTED' } });
    const suspect = await api.post(articleId, { text: 'What a RASCAL!' }, { as: 'alice' });
    expect(suspect.body).toMatchObject({ status: 'PENDING' });
    expect(JSON.stringify(suspect.body)).not.toContain('suspect');
    expect(await stored(suspect.body.id)).toMatchObject({
      heldReasons: ['suspect-words'],
      trace: { settings: version, found: [{ rule: 'suspect-words', ruling: 'hold', detail: 'rascal' }] },
    });
    expect(await api.count(articleId)).toBe(0);
    const waiting = (await api.pending('limit=100')).body.items;
    expect(waiting.map(({ id }: { id: string }) => id)).toEqual([suspect.body.id]);
    await setRules({});
    expect((await api.post(articleId, { text: 'Scoundrels rascal' }, { as: 'alice' })).body.status).toBe('PUBLISHED');
  });

  it('has a comment in its queue by the time that it is answered, before anything follows', async () => {
    const queue = async (name: string) =>
      (await api.call('GET /api/moderation/queues/{id}', { as: 'mona:moderator', id: name, query: 'limit=100' })).body
        .items;
    const held = (await api.postAsGuest(articleId, 'At once')).body;
    expect(await queue('pending')).toContainEqual(expect.objectContaining({ id: held.id }));
    const { body } = await api.post(articleId, { text: 'At once too' }, { as: 'zoe' });
    expect(await queue('unmoderated')).toContainEqual(expect.objectContaining({ id: body.id }));
  });

  it('holds what someone has just said', async () => {
    expect((await api.post(articleId, { text: 'Buy my books' }, { as: 'bob' })).body.status).toBe('PUBLISHED');
    expect((await api.post(articleId, { text: ' buy MY books! ' }, { as: 'bob' })).body.status).toBe('PENDING');
    expect((await api.post(articleId, { text: 'Buy my books' }, { as: 'carol' })).body.status).toBe('PUBLISHED');
  });

  it('takes a filled trap for spam, and lets its author think that it waits', async () => {
    const { status, body } = await api.post(articleId, { text: 'Hi', website: 'https://spam.example' }, { as: 'dora' });
    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'PENDING' } });
    expect((await stored(body.id))?.status).toBe('SPAM');
    expect((await api.get(body.id, { as: 'dora' })).body.status).toBe('PENDING');
    expect((await api.get(body.id, { as: 'mona:moderator' })).body.status).toBe('SPAM');
    expect((await api.edit(body.id, { text: 'Hello', revision: 1 }, { as: 'dora' })).body.status).toBe('PENDING');
    expect((await stored(body.id))?.status).toBe('SPAM');
    expect((await api.post(articleId, { text: 'Hey', website: '' }, { as: 'dora' })).body.status).toBe('PUBLISHED');
  });

  it('is refused to whom moderators have banned or suspended, who may still ask again for what was taken', async () => {
    const post = () => api.post(articleId, { text: 'Before' }, { as: 'eve', key: 'before' });
    const taken = await post();
    await api.discussion.put({ ...standingKey(posterOfUser('eve')), ...by, banned: true });
    expect(await api.post(articleId, { text: 'x' }, { as: 'eve' })).toMatchObject({
      status: 403,
      body: { code: 'poster-banned' },
    });
    expect((await api.edit(taken.body.id, { text: 'x', revision: 1 }, { as: 'eve' })).status).toBe(403);
    expect(await post()).toEqual(taken);
    const until = '2099-01-01T00:00:00.000Z';
    await api.discussion.put({ ...standingKey(posterOfUser('fay')), ...by, suspendedUntil: until });
    expect(await api.post(articleId, { text: 'x' }, { as: 'fay' })).toMatchObject({
      status: 403,
      body: { code: 'poster-suspended', until },
    });
  });

  it('is refused where the discussion is closed, and says since when', async () => {
    const { id } = (await api.post(articleId, { text: 'In time' }, { as: 'alice' })).body;
    await api.discussion.put({ ...commentingKey(articleId), ...by, closedAt: by.at });
    for (const answer of [
      await api.post(articleId, { text: 'x' }, { as: 'alice' }),
      await api.edit(id, { text: 'x', revision: 1 }, { as: 'alice' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'discussion-closed', closedSince: by.at } });
    }
    expect((await api.remove(id, { as: 'alice' })).status).toBe(204);
    await setRules({ closeAfterDays: 4 });
    // Articles here were published on the 20th.
    const closed = await api.post(await api.article(), { text: 'x' }, { as: 'alice' });
    expect(closed.body).toMatchObject({ closedSince: '2026-11-24T00:00:00.000Z' });
    await setRules({});
  });

  it('is held for newcomers until two of theirs were approved, and for guests nobody knows', async () => {
    await setRules({ newcomers: { hold: true, approvals: 2 }, guests: 'known' });
    const postAndApprove = async () => {
      const { body } = await api.post(articleId, { text: `${Math.random()}` }, { as: 'nina' });
      expect(body.status).toBe('PENDING');
      await api.decide([{ commentId: body.id, revision: 1, decision: 'approve' }]);
    };
    await postAndApprove();
    await postAndApprove();
    expect((await api.post(articleId, { text: 'third' }, { as: 'nina' })).body.status).toBe('PUBLISHED');
    await api.follow();
    expect((await api.post(articleId, { text: 'fourth' }, { as: 'nina' })).body.status).toBe('PUBLISHED');

    await setRules({ guests: 'known' });
    const email = 'known@example.com';
    const first = (await api.postAsGuest(articleId, 'first', { email })).body;
    expect((await api.postAsGuest(articleId, 'second', { email })).body.status).toBe('PENDING');
    await api.decide([{ commentId: first.id, revision: 1, decision: 'approve' }]);
    await api.follow();
    expect((await api.postAsGuest(articleId, 'third', { email })).body.status).toBe('PUBLISHED');
    expect((await api.postAsGuest(articleId, 'x', { email: 'other@example.com' })).body.status).toBe('PENDING');
    await setRules({});
  });

  it('has all reviewed but in mode reactive', async () => {
    const { body } = await api.post(articleId, { text: 'to be reviewed' }, { as: 'gil' });
    expect(await stored(body.id)).toMatchObject({ unreviewedSince: body.createdAt });
    await setRules({ mode: 'reactive' });
    const trusted = await api.post(articleId, { text: 'not to be reviewed' }, { as: 'gil' });
    expect((await stored(trusted.body.id))?.unreviewedSince).toBeUndefined();
    await setRules({});
  });
});

describe('the external check', () => {
  let says = '{"ruling":"publish"}';
  let delayMs = 0;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(body);
      setTimeout(() => response.end(says), delayMs);
    });
  });
  let checked: DiscussionUnderTest;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    checked = new DiscussionUnderTest({ externalCheck: { url: `http://127.0.0.1:${port}/check`, timeoutMs: 200 } });
    await checked.create();
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = async (more: object = {}) =>
    (await checked.post(await checked.article(), { text: 'Words to check', ...more }, { as: 'alice' })).body;

  it.each([
    ['{"ruling":"publish"}', 'PUBLISHED'],
    ['{"ruling":"hold","detail":"0.7"}', 'PENDING'],
    ['{"ruling":"reject"}', 'REJECTED'],
    ['{"ruling":"spam"}', 'PENDING'],
    ['{"ruling":"other"}', 'PENDING'],
    ['nonsense', 'PENDING'],
  ])('that says %s makes it %s', async (answer, status) => {
    says = answer;
    expect((await post()).status).toBe(status);
    expect(asked.at(-1)).toBe('{"text":"Words to check"}');
  });

  it('holds what it does not answer in time, and is not asked about what is held already', async () => {
    says = '{"ruling":"publish"}';
    delayMs = 1000;
    expect((await post()).status).toBe('PENDING');
    const before = asked.length;
    await post({ website: 'x' });
    expect(asked.length).toBe(before);
  });
});
