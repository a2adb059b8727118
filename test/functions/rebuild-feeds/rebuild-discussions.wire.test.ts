import { describe, expect, it } from 'vitest';
import type { RebuildRequest } from '../../../events/rebuild-feeds.ts';
import { convergeDiscussion, discussionKeys } from '../../../shared/comment/discussion-target.ts';
import { erasureIdOf } from '../../../shared/person/erasure.ts';
import { countKey, totalKey } from '../../../shared/store/discussion-keys.ts';
import { PersonalDataTable } from '../../../shared/store/personal-data-table.ts';
import { UnauditedNotes } from '../../../shared/store/unaudited.ts';
import { Desk } from '../publish/desk.ts';
import { rebuildOf } from './rebuild-of.ts';

const COMMENT = {
  schemaVersion: 1,
  id: 'abcdefghijklmnopqrstuvwxyz',
  articleId: 'aaaaaaaaaaaaaaaa',
  status: 'PUBLISHED',
  revision: 1,
  likes: 0,
  replyCount: 0,
  createdAt: '2026-11-20T06:00:00.000Z',
  fingerprint: 'x',
} as const;

const [A, B, GONE] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'] as const;

const fullRebuildOf = (desk: Desk, request: Partial<RebuildRequest> = {}, isOver = () => false) =>
  rebuildOf(desk, { full: true, ...request }, isOver);

async function discussed(): Promise<Desk> {
  const desk = await Desk.open();
  for (const [i, id] of [A, B, GONE].entries()) await desk.publish(id, {}, `2026-11-20T07:00:0${i}.000Z`);
  for (const id of [A, B, GONE]) await convergeDiscussion(id, desk.stores());
  return desk;
}

const put = (desk: Desk, key: string) =>
  desk.objects.put({ key, body: 'x', contentType: 'text/plain', cacheControl: 'no-store' }, undefined);

const ofDiscussions = async (desk: Desk) =>
  new Map([...(await desk.published())].filter(([key]) => /^(feeds\/)?comments\//.test(key)));

describe('a full rebuild, of discussions', () => {
  it('writes nothing that is right, and without full does not look', async () => {
    const desk = await discussed();
    expect((await fullRebuildOf(desk)).discussions).toEqual({ checked: 3, written: [], deleted: [], failed: [] });
    expect((await fullRebuildOf(desk, { full: false })).discussions.checked).toBe(0);
  });

  it('brings back what is lost, removes what is not to be seen, and whatever else lies there', async () => {
    const desk = await discussed();
    const before = await ofDiscussions(desk);
    await desk.objects.delete(`comments/${A}.json`);
    await desk.objects.delete(`feeds/comments/${B}/atom.xml`);
    await put(desk, `feeds/comments/${B}/atom.xml`);
    await desk.withdraw(GONE);
    await put(desk, 'comments/junk.txt');
    await put(desk, 'feeds/comments/eeeeeeeeeeeeeeee/rss.xml');
    const { discussions } = await fullRebuildOf(desk);
    expect(discussions.written.sort()).toEqual([`comments/${A}.json`, `feeds/comments/${B}/atom.xml`]);
    expect(discussions.deleted.sort()).toEqual(
      [...discussionKeys(GONE), 'comments/junk.txt', 'feeds/comments/eeeeeeeeeeeeeeee/rss.xml'].sort(),
    );
    for (const key of discussionKeys(GONE)) before.delete(key);
    expect(await ofDiscussions(desk)).toEqual(before);
  });

  it('goes on where it stopped', async () => {
    const desk = await discussed();
    await fullRebuildOf(desk);
    const before = await ofDiscussions(desk);
    for (const key of before.keys()) await desk.objects.delete(key);
    await put(desk, 'comments/eeeeeeeeeeeeeeee.json');
    let answer = await fullRebuildOf(desk, { cursor: 'discussions:0' }, () => true);
    let calls = 1;
    for (; !answer.done && calls < 20; calls++) {
      answer = await fullRebuildOf(desk, { ...(answer.cursor && { cursor: answer.cursor }) }, () => true);
    }
    // Three articles, and one that has no page.
    expect(calls).toBe(4);
    expect(await ofDiscussions(desk)).toEqual(before);
  });
});

describe('an audit every hour', () => {
  it('puts right what has drifted of those that changed, withdrawn ones too, and of a part of the rest', async () => {
    const desk = await discussed();
    const notes = new UnauditedNotes(desk.discussion);
    await desk.withdraw(GONE);
    for (const id of [A, B, GONE]) {
      await desk.discussion.put({ ...countKey(id, 0), schemaVersion: 1, published: 3 });
      await desk.discussion.put({ ...totalKey(id), schemaVersion: 1, published: 3 });
      await convergeDiscussion(id, desk.stores());
    }
    await notes.add(A);
    await notes.add(GONE);
    expect((await rebuildOf(desk, { only: 'audit' })).discussions).toMatchObject({ failed: [] });
    for (const id of [A, B, GONE]) {
      expect(await desk.discussion.get(countKey(id, 0))).toMatchObject({ published: 0 });
      expect(await desk.discussion.get(totalKey(id))).toMatchObject({ published: 0 });
    }
    for await (const _ of notes.all()) throw new Error('It is noted still.');
  });
});

describe('any rebuild, of erasures', () => {
  it('goes on with what was listed, and does it again where the discussion knows nothing of it', async () => {
    const desk = await Desk.open();
    const store = new PersonalDataTable(desk.discussion, desk.table);
    const poster = 'user:canary';
    const posted = { ...COMMENT, heldReasons: [], poster, text: 'canary', authorName: 'canary' };
    await store.save({ after: posted });
    await store.list({
      schemaVersion: 1,
      id: erasureIdOf({ poster }),
      requestedAt: '2026-11-20T07:00:00.000Z',
      commentId: posted.id,
    });
    const { discussions } = await rebuildOf(desk);
    expect(discussions).toMatchObject({ written: [], deleted: [], failed: [] });
    const { items } = await desk.discussion.query({ pk: `COMMENT#${posted.id}` });
    expect(JSON.stringify(items)).not.toContain('canary');
    expect(await store.erasure(erasureIdOf({ poster }))).toMatchObject({ done: true, comments: 1 });
  });
});
