import { beforeAll, describe, expect, it } from 'vitest';
import { decisionKey } from '../../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();

beforeAll(async () => {
  await api.create();
});

const approve = (comment: { id: string; revision: number }) => ({
  commentId: comment.id,
  revision: comment.revision,
  decision: 'approve',
});
const reject = (comment: { id: string; revision: number }) => ({ ...approve(comment), decision: 'reject' });

async function waiting(): Promise<string[]> {
  const seen: string[] = [];
  for (let query = 'limit=3'; ; ) {
    const { body } = await api.pending(query);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    if (body.next === null) return seen;
    query = `limit=3&cursor=${body.next}`;
  }
}

describe('GET /api/moderation/queues/pending', () => {
  it('lists what waits, oldest first over all shards, with why it is held and no address', async () => {
    const id = await api.article();
    const held: string[] = [];
    for (let i = 0; i < 8; i++) {
      held.push((await api.postAsGuest(id, `held ${i}`, { email: `g${i}@example.com` })).body.id);
      api.tick();
    }
    expect((await waiting()).filter((each) => held.includes(each))).toEqual(held);
    const { body } = await api.pending('limit=1');
    expect(body.items[0]).toMatchObject({ status: 'PENDING', heldReasons: ['guest'], revision: 1 });
    expect(JSON.stringify(body)).not.toContain('example.com');
  });

  it('no longer lists what was decided', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'held')).body;
    expect(await waiting()).toContain(held.id);
    await api.decide([reject(held)]);
    expect(await waiting()).not.toContain(held.id);
  });
});

describe('POST /api/moderation/decisions', () => {
  it('publishes what is approved, counts it, and answers with it', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'fine')).body;
    const { status, body } = await api.decide([approve(held)]);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { commentId: held.id, result: 'applied', comment: { status: 'PUBLISHED', text: 'fine' } },
    ]);
    expect((await api.list(id)).body.items).toMatchObject([{ id: held.id, author: { name: 'Guest' } }]);
    expect(await api.count(id)).toBe(1);
    expect((await api.get(held.id)).status).toBe(200);
  });

  it('takes a published comment away again, and brings it back', async () => {
    const id = await api.article();
    const comment = (await api.post(id, { text: 'x' }, { as: 'alice' })).body;
    await api.decide([{ ...reject(comment), decision: 'spam' }]);
    expect([await api.count(id), (await api.list(id)).body.items]).toEqual([0, []]);
    expect((await api.get(comment.id)).status).toBe(404);
    expect((await api.get(comment.id, { as: 'alice' })).body.status).toBe('SPAM');
    await api.decide([approve(comment)]);
    expect([await api.count(id), (await api.list(id)).body.items.length]).toEqual([1, 1]);
  });

  it('counts an approved reply at its root too', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const held = (await api.postAsGuest(id, 'reply', { parentId: head.id })).body;
    expect((await api.get(head.id)).body.replyCount).toBe(0);
    await api.decide([approve(held)]);
    expect((await api.get(head.id)).body.replyCount).toBe(1);
    expect((await api.replies(head.id)).body.items).toMatchObject([{ id: held.id }]);
    await api.decide([reject(held)]);
    expect((await api.get(head.id)).body.replyCount).toBe(0);
    expect(await api.count(id)).toBe(1);
  });

  it('leaves a tombstone where replies stand, for as long as they do', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'bad words' }, { as: 'alice' })).body;
    const reply = (await api.post(id, { text: 'reply', parentId: head.id }, { as: 'bob' })).body;
    await api.decide([reject(head)]);
    const { body } = await api.list(id);
    expect(body.items).toMatchObject([
      { id: head.id, status: 'REJECTED', text: '', html: '', author: { name: '' }, replyCount: 1 },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/bad words|alice/);
    expect((await api.replies(head.id)).body.items).toMatchObject([{ id: reply.id }]);
    expect(await api.count(id)).toBe(1);
    await api.decide([reject(reply)]);
    expect((await api.list(id)).body.items).toEqual([]);
    expect((await api.replies(head.id)).status).toBe(404);
    await api.decide([approve(reply)]);
    expect((await api.list(id)).body.items).toMatchObject([{ id: head.id, status: 'REJECTED', replyCount: 1 }]);
  });

  it('decides on nothing that has another text by now, and shows that text', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'now')).body;
    const other = (await api.postAsGuest(id, 'other')).body;
    const stale = { ...approve(held), revision: 2 };
    expect(await api.decide([stale])).toMatchObject({
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        code: 'revision-conflict',
        items: [{ result: 'conflict', comment: { text: 'now', revision: 1, status: 'PENDING' } }],
      },
    });
    expect(await api.decide([stale, approve(other)])).toMatchObject({
      status: 200,
      body: { items: [{ result: 'conflict' }, { result: 'applied' }] },
    });
    expect(await api.count(id)).toBe(1);
  });

  it('has the same result for the same decisions, and refuses others under their key', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'x')).body;
    const first = await api.decide([approve(held)], { key: 'd1' });
    expect(await api.decide([approve(held)], { key: 'd1' })).toMatchObject({ status: 200, body: first.body });
    expect((await api.decide([approve(held)])).body.items).toMatchObject([{ result: 'unchanged' }]);
    for (const items of [[reject(held)], [{ ...approve(held), commentId: 'a'.repeat(26) }]]) {
      expect(await api.decide(items, { key: 'd1' })).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      });
    }
    expect((await api.decide([reject(held)], { key: 'd1', as: 'max:moderator' })).body.items).toMatchObject([
      { result: 'applied' },
    ]);
    expect(await api.count(id)).toBe(0);
  });

  it('lets a key be used anew after a day', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'x')).body;
    await api.decide([approve(held)], { key: 'd2' });
    api.now = new Date(api.now.getTime() + 25 * 3600 * 1000);
    const second = (await api.postAsGuest(id, 'y', { key: 'later' })).body;
    expect((await api.decide([approve(second)], { key: 'd2' })).body.items).toMatchObject([{ result: 'applied' }]);
  });

  it('counts once what two decide at once', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'x')).body;
    const answers = await Promise.all([api.decide([approve(held)]), api.decide([approve(held)], { as: 'max:editor' })]);
    expect(answers.map(({ body }) => body.items[0].result).sort()).toEqual(['applied', 'unchanged']);
    expect(await api.count(id)).toBe(1);
  });

  it('keeps who decided what, when and why', async () => {
    const id = await api.article();
    const held = (await api.postAsGuest(id, 'x')).body;
    await api.decide([{ ...reject(held), reason: 'off topic' }]);
    await api.decide([approve(held)], { as: 'max:editor' });
    const { items } = await api.discussion.query({ pk: decisionKey(held.id, '').pk, sk: { beginsWith: 'DECISION#' } });
    const byTo = Object.fromEntries(items.map((item) => [String(item.to), item]));
    expect(byTo.REJECTED).toMatchObject({
      verdict: 'reject',
      revision: 1,
      from: 'PENDING',
      by: 'mona',
      reason: 'off topic',
    });
    expect(byTo.PUBLISHED).toMatchObject({
      verdict: 'approve',
      from: 'REJECTED',
      by: 'max',
      at: api.now.toISOString(),
    });
  });

  it('says 404 for comments that are not there', async () => {
    expect(await api.decide([{ commentId: 'nope', revision: 1, decision: 'spam' }])).toMatchObject({
      status: 404,
      body: { items: [{ commentId: 'nope', result: 'not-found' }] },
    });
  });

  it.each([
    ['nothing', []],
    ['an unknown decision', [{ commentId: 'x', revision: 1, decision: 'delete' }]],
    ['no revision', [{ commentId: 'x', decision: 'approve' }]],
    [
      'one comment twice',
      [
        { commentId: 'x', revision: 1, decision: 'spam' },
        { commentId: 'x', revision: 1, decision: 'reject' },
      ],
    ],
    ['101 items', Array.from({ length: 101 }, (_, i) => ({ commentId: `${i}`, revision: 1, decision: 'spam' }))],
  ])('refuses %s', async (_, items) => {
    expect(await api.decide(items)).toMatchObject({ status: 400, body: { code: 'body-invalid' } });
  });
});
