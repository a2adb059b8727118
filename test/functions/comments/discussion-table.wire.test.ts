import { beforeAll, describe, expect, it } from 'vitest';
import { judged, type Verdict } from '../../../functions/comments/change.ts';
import { DiscussionTable } from '../../../functions/comments/discussion-table.ts';
import type { Comment } from '../../../shared/comment/comment.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();
const table = new DiscussionTable(api.discussion);
let articleId = '';

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
});

const at = '2026-11-24T08:00:00.000Z';

async function found(id: string): Promise<Comment> {
  const comment = await table.find(id);
  if (!comment) throw new Error('not found');
  return comment;
}

const posted = async (parentId?: string) => {
  const { body } = await api.post(articleId, { text: 'x', ...(parentId && { parentId }) }, { as: 'alice' });
  return await found(body.id);
};

function changeOf(before: Comment, verdict: Verdict, root?: Comment) {
  const after = judged(before, verdict, at);
  if (!after) throw new Error('nothing to decide');
  return { before, after, ...(root && { root }) };
}

describe('DiscussionTable.save', () => {
  it('refuses a comment whose replies changed since it was read, as they decide whether it leaves a tombstone', async () => {
    const head = await posted();
    await posted(head.id);
    expect(await table.save(changeOf(head, 'reject'))).toBe(false);
    expect(await table.save(changeOf(await found(head.id), 'reject'))).toBe(true);
  });

  it('refuses what was flagged for the first time since, as it would stay among what is reported', async () => {
    const comment = await posted();
    await api.call('POST /api/comments/{id}/flags', { id: comment.id, as: 'bob', body: { reason: 'spam' } });
    expect(await table.save(changeOf(comment, 'reject'))).toBe(false);
    await api.remove(comment.id, { as: 'alice' });
    expect(await found(comment.id)).not.toHaveProperty('reportedSince');
  });

  it('refuses what was decided on in the meantime', async () => {
    const comment = await posted();
    expect(await table.save(changeOf(comment, 'approve'))).toBe(true);
    expect(await table.save(changeOf(comment, 'reject'))).toBe(false);
  });

  it('refuses a decision on a text that was edited since, and on what was deleted', async () => {
    const comment = await posted();
    await api.edit(comment.id, { text: 'y', revision: 1 }, { as: 'alice' });
    expect(await table.save(changeOf(comment, 'approve'))).toBe(false);
    const edited = await found(comment.id);
    await api.remove(comment.id, { as: 'alice' });
    expect(await table.save(changeOf(edited, 'approve'))).toBe(false);
  });

  it('refuses a reply below a tombstone that changed since it was read, as it may be gone', async () => {
    const head = await posted();
    const first = await posted(head.id);
    const second = await posted(head.id);
    await table.save(changeOf(second, 'reject', await found(head.id)));
    await table.save(changeOf(await found(head.id), 'reject'));
    const tombstone = await found(head.id);
    expect(await table.save(changeOf(first, 'reject', tombstone))).toBe(true);
    const back = changeOf(await found(second.id), 'approve', tombstone);
    expect(await table.save(back)).toBe(false);
    expect(await table.save({ ...back, root: await found(head.id) })).toBe(true);
    expect((await api.list(articleId, 'limit=100')).body.items).toContainEqual(
      expect.objectContaining({ id: head.id, replyCount: 1 }),
    );
  });

  it('takes replies to a published head in any order', async () => {
    const head = await posted();
    const [first, second] = [await posted(head.id), await posted(head.id)];
    const stale = await found(head.id);
    expect(await table.save(changeOf(first, 'reject', stale))).toBe(true);
    expect(await table.save(changeOf(second, 'reject', stale))).toBe(true);
    expect((await found(head.id)).replyCount).toBe(0);
  });
});
