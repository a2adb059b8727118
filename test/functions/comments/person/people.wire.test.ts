import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiscussionUnderTest } from '../discussion-under-test.ts';

const api = new DiscussionUnderTest();
const EDITOR = 'ed:editor';
let articleId = '';
let number = 0;
/** Somebody new for each test. */
let email = '';

beforeAll(async () => {
  await api.create();
});

beforeEach(async () => {
  articleId = await api.article();
  email = `guest${number++}@reader.example`;
  api.tick();
});

const ask = (what: 'data' | 'erasure', body: object, { query = '', as = EDITOR } = {}) =>
  api.call(`POST /api/moderation/people/${what}`, { as, body, query });

async function twoComments(): Promise<string[]> {
  const ids: string[] = [];
  for (const text of ['first words', 'second words']) {
    ids.push((await api.postAsGuest(articleId, text, { email })).body.id);
    api.tick();
  }
  await api.postAsGuest(articleId, 'words of another', { email: `other-${email}` });
  await api.follow();
  return ids;
}

describe('what is kept of a guest', () => {
  it('is handed over by the address, however it is written, with all that is under it', async () => {
    const ids = await twoComments();
    const { status, body } = await ask('data', { email: ` ${email.toUpperCase()} ` });
    expect(status).toBe(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(body.items[0]).toMatchObject({ email, text: 'first words' });
    expect(JSON.stringify(body)).not.toMatch(/editTokenHash|editNonce|words of another/);
    const first = await ask('data', { email }, { query: 'limit=1' });
    const second = await ask('data', { email }, { query: `limit=1&cursor=${first.body.next}` });
    expect(second.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(1));
  });

  it('is erased by the address; again, the answer is the same', async () => {
    const [id = ''] = await twoComments();
    const receipt = await ask('erasure', { email });
    expect(receipt).toMatchObject({ status: 200, body: { removed: { comments: 2 }, pending: [], kept: [] } });
    expect(await api.discussion.get({ pk: `COMMENT#${id}`, sk: 'COMMENT' })).toMatchObject({ deletedBy: 'erasure' });
    expect((await ask('data', { email })).body.items).toEqual([]);
    expect((await ask('erasure', { email })).body).toEqual(receipt.body);
    expect((await ask('data', { email: `other-${email}` })).body.items).toHaveLength(1);
  });

  it('is asked for on record, and the record does not say whose it is', async () => {
    await twoComments();
    const as = `ed${number}:editor`;
    await ask('data', { email }, { as });
    api.tick();
    await ask('erasure', { email }, { as });
    const { body } = await api.call('GET /api/moderation/audit', { as: EDITOR, query: `moderator=ed${number}` });
    expect(body.items).toMatchObject([
      { kind: 'person', set: { asked: 'erasure' }, by: `ed${number}` },
      { kind: 'person', set: { asked: 'data' }, by: `ed${number}` },
    ]);
    expect(body.items[0].id).toBe(body.items[1].id);
    expect(JSON.stringify(body)).not.toMatch(/guest|@/);
  });

  it.each([
    {},
    { email: 'a@b.example', userId: 'x' },
    { email: 'nobody' },
    { userId: '' },
    { email: 'a@b.example', x: 1 },
  ])('is not asked for by %j', async (body) => {
    for (const what of ['data', 'erasure'] as const) expect((await ask(what, body)).status).toBe(400);
  });
});

it('what is kept of an account is erased for it, as if it had asked', async () => {
  const userId = `closed${number}`;
  const { id } = (await api.post(articleId, { text: 'words' }, { as: userId })).body;
  await api.follow();
  expect((await ask('data', { userId })).body.items).toMatchObject([{ id }]);
  expect(await ask('erasure', { userId })).toMatchObject({ status: 200, body: { removed: { comments: 1 } } });
});
