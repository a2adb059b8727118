import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiscussionUnderTest } from '../discussion-under-test.ts';

const api = new DiscussionUnderTest();
let articleId = '';

beforeAll(async () => {
  await api.create();
});

beforeEach(async () => {
  articleId = await api.article();
  api.tick();
});

const queue = async (name: string, query = '') => {
  await api.follow();
  return await api.call('GET /api/moderation/queues/{id}', { as: 'mona:moderator', id: name, query });
};
const idsIn = async (name: string, query = 'limit=100'): Promise<string[]> =>
  (await queue(name, query)).body.items.map((item: { id: string }) => item.id);
const flag = (id: string, as: string, body: object = { reason: 'spam' }) =>
  api.call('POST /api/comments/{id}/flags', { id, as, body });
async function ban(...bannedWords: string[]): Promise<void> {
  const { body } = await api.call('GET /api/moderation/settings', { as: 'mona:moderator' });
  const set = { version: body.version, bannedWords };
  await api.call('PUT /api/moderation/settings', { as: 'mona:moderator', body: set });
}
const decide = (comment: { id: string; revision: number }, decision: string) =>
  api.decide([{ commentId: comment.id, revision: comment.revision, decision }]);

describe('GET /api/moderation/queues/{id}', () => {
  it('lists in `unmoderated` what readers see and nobody reviewed, until somebody does', async () => {
    const comment = (await api.post(articleId, { text: 'x' }, { as: 'alice' })).body;
    expect(await idsIn('unmoderated')).toContain(comment.id);
    expect(await idsIn('pending')).not.toContain(comment.id);
    await decide(comment, 'approve');
    expect(await idsIn('unmoderated')).not.toContain(comment.id);
  });

  it('lists in `reported` the oldest first or the most flagged, with reasons and notes, and not who gave them', async () => {
    const ids: string[] = [];
    for (const flags of [1, 3, 2]) {
      const { id } = (await api.post(articleId, { text: `flagged ${flags}` }, { as: 'alice' })).body;
      for (let i = 0; i < flags; i++) {
        api.tick();
        await flag(id, `reader${i}`, { reason: i === 0 ? 'other' : 'spam', note: `note ${i}` });
      }
      api.tick();
      ids.push(id);
    }
    const [a = '', b = '', c = ''] = ids;
    expect(await idsIn('reported')).toEqual([a, b, c]);
    expect(await idsIn('reported', 'orderBy=flags')).toEqual([b, c, a]);
    const first = await queue('reported', 'orderBy=flags&limit=1');
    expect(first.body.items[0].flags).toEqual({
      count: 3,
      reasons: { other: 1, spam: 2 },
      notes: ['note 0', 'note 1', 'note 2'],
    });
    expect(JSON.stringify(first.body)).not.toContain('reader');
    expect(await idsIn('reported', `orderBy=flags&limit=2&cursor=${first.body.next}`)).toEqual([c, a]);
    await decide({ id: b, revision: 1 }, 'approve');
    expect(await idsIn('reported', 'orderBy=flags')).toEqual([c, a]);
    expect(await idsIn('reported')).toEqual([a, c]);
  });

  it('says why it is held, and how its poster was had before, with no address', async () => {
    const guest = { email: 'held@example.com' };
    const [good, bad] = [
      (await api.postAsGuest(articleId, 'good', guest)).body,
      (await api.postAsGuest(articleId, 'bad', guest)).body,
    ];
    await decide(good, 'approve');
    await decide(bad, 'spam');
    const { id } = (await api.postAsGuest(articleId, 'held', guest)).body;
    const { body } = await queue('pending', 'limit=100');
    const item = body.items.find((each: { id: string }) => each.id === id);
    expect(item).toMatchObject({
      text: 'held',
      heldReasons: ['guest'],
      trace: { settings: 0, found: [{ rule: 'guest', ruling: 'hold' }] },
      flags: { count: 0 },
      poster: { id: expect.stringMatching(/^guest:/), approved: 1, rejected: 1, banned: false, premod: false },
    });
    expect(JSON.stringify(body)).not.toContain('@');
  });

  it('lists nothing that no longer waits, even while its place is still there', async () => {
    const comment = (await api.post(articleId, { text: 'x' }, { as: 'alice' })).body;
    expect(await idsIn('unmoderated')).toContain(comment.id);
    await decide(comment, 'approve');
    const { body } = await api.call('GET /api/moderation/queues/{id}', {
      as: 'mona:moderator',
      id: 'unmoderated',
      query: 'limit=100',
    });
    expect(body.items.map((item: { id: string }) => item.id)).not.toContain(comment.id);
  });

  it('lists in `rejected` what a rule or a moderator has refused, the newest first, until it is approved or gone', async () => {
    await ban('blargh');
    const post = async (text: string, more: object = {}) => {
      api.tick();
      return (await api.post(articleId, { text, ...more }, { as: 'rex' })).body;
    };
    const [byRule, trapped, byModerator] = [
      await post('blargh'),
      await post('caught', { website: 'https://trap.example/' }),
      await post('seen'),
    ];
    const ids = [byRule.id, trapped.id, byModerator.id];
    const mine = async (order = '') => (await idsIn('rejected', `limit=100${order}`)).filter((id) => ids.includes(id));
    api.tick();
    await decide(byModerator, 'reject');
    expect(await mine()).toEqual([byModerator.id, trapped.id, byRule.id]);
    expect(await mine('&orderBy=oldest')).toEqual([byRule.id, trapped.id, byModerator.id]);
    const { items } = (await queue('rejected', 'limit=3')).body;
    expect(items.map(({ reviewedAt }: { reviewedAt: unknown }) => reviewedAt !== null)).toEqual([true, false, false]);
    // Refused once more it keeps its place; approved, or deleted, it has none.
    api.tick();
    await decide(byRule, 'reject');
    expect(await mine()).toEqual([byModerator.id, trapped.id, byRule.id]);
    await decide(trapped, 'approve');
    await api.remove(byModerator.id, { as: 'rex' });
    expect(await mine()).toEqual([byRule.id]);
    for (const name of ['pending', 'unmoderated']) expect(await idsIn(name)).not.toContain(byRule.id);
  });

  it('finds there at once what a rule has refused', async () => {
    await ban('blargh');
    const { id } = (await api.post(articleId, { text: 'a blargh' }, { as: 'rita' })).body;
    const request = { as: 'mona:moderator', id: 'rejected', query: '' };
    const { body } = await api.call('GET /api/moderation/queues/{id}', request);
    expect(body.items[0]).toMatchObject({ id, status: 'REJECTED', heldReasons: ['banned-words'] });
  });

  it('knows no other queue', async () => {
    expect(await queue('spam')).toMatchObject({ status: 404, body: { code: 'queue-not-found' } });
  });
});
