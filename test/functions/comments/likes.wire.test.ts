import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actorOf } from '../../../shared/comment/comment-id.ts';
import { AUTHOR_INDEX, commentingKey, commentKey, likedPk } from '../../../shared/store/discussion-keys.ts';
import { LikedComments, likedWrite } from '../../../shared/store/liked-comments.ts';
import { Likes } from '../../../shared/store/likes.ts';
import type { Write } from '../../../shared/store/table.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const api = new DiscussionUnderTest();
const likes = new Likes(api.discussion);
let articleId = '';
let id = '';

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
});

beforeEach(async () => {
  api.losesAnswer = () => false;
  id = (await api.post(articleId, { text: 'x' }, { as: 'alice' })).body.id;
  await api.follow();
});

const rolledUp = async () => (await api.discussion.get(commentKey(id), { consistent: true }))?.likes;

describe('PUT and DELETE /api/comments/{id}/like', () => {
  it('count once a person, however often it is said', async () => {
    expect(await api.like(id, 'bob')).toMatchObject({ status: 200, body: { liked: true, likes: 1 } });
    expect(await api.like(id, 'bob')).toMatchObject({ status: 200, body: { liked: true, likes: 1 } });
    expect(await api.like(id, 'carol')).toMatchObject({ body: { liked: true, likes: 2 } });
    expect(await api.unlike(id, 'bob')).toMatchObject({ status: 200, body: { liked: false, likes: 1 } });
    expect(await api.unlike(id, 'bob')).toMatchObject({ body: { liked: false, likes: 1 } });
    expect(await api.unlike(id, 'dave')).toMatchObject({ body: { liked: false, likes: 1 } });
  });

  it('take PUBLISHED comments of articles that stand, and no other', async () => {
    const held = (await api.postAsGuest(articleId, 'held')).body.id;
    for (const other of [held, 'a'.repeat(26), 'no-id']) {
      expect(await api.like(other, 'bob')).toMatchObject({ status: 404, body: { code: 'comment-not-found' } });
    }
    await api.decide([{ commentId: id, revision: 1, decision: 'reject' }]);
    expect(await api.like(id, 'bob')).toMatchObject({ status: 404, body: { code: 'comment-not-found' } });
  });

  it('take no comment of a discussion that is closed', async () => {
    const article = await api.article();
    const { body } = await api.post(article, { text: 'x' }, { as: 'alice' });
    await api.like(body.id, 'bob');
    const at = api.now.toISOString();
    await api.discussion.put({ ...commentingKey(article), schemaVersion: 1, revision: 1, closedAt: at, by: 'm', at });
    for (const act of [api.like, api.unlike]) {
      expect(await act(body.id, 'carol')).toMatchObject({ status: 409, body: { code: 'discussion-closed' } });
    }
  });

  it('are 5 write units (of 5), and read the comment, its article twice and 16 counters', async () => {
    api.recorder.reset();
    await api.like(id, 'bob');
    expect(api.recorder.units(api.definitions)).toEqual({ write: 5, read: 1 + 0.5 + 0.5 + 16 });
    api.recorder.reset();
    await api.unlike(id, 'bob');
    expect(api.recorder.units(api.definitions).write).toBe(5);
  });

  it('are exact when 300 people like at once, some change their minds, and answers are lost', async () => {
    let requests = 0;
    api.losesAnswer = () => ++requests % 17 === 0;
    const insist = async (actor: string, liked: boolean): Promise<void> => {
      try {
        await likes.set({ id, articleId }, actor, liked);
      } catch {
        await insist(actor, liked);
      }
    };
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const actor = actorOf(`user:reader-${i}`);
        await insist(actor, true);
        if (i % 3 === 0) await insist(actor, false);
        if (i % 6 === 0) await Promise.all([insist(actor, true), insist(actor, true)]);
      }),
    );
    api.losesAnswer = () => false;
    expect(await likes.count(id)).toBe(200 + 50);
    await api.follow();
    expect(await rolledUp()).toBe(250);
  }, 60_000);

  it('are tried again where transactions conflict, and say when to come back if that lasts', async () => {
    let conflicts = 3;
    api.conflicts = () => conflicts-- > 0;
    expect(await api.like(id, 'bob')).toMatchObject({ status: 200, body: { likes: 1 } });
    conflicts = 1000;
    expect(await api.like(id, 'carol')).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    conflicts = 0;
    expect(await likes.count(id)).toBe(1);
  });

  it('are found by who made them, by a hash', async () => {
    await api.like(id, 'erin');
    const query = { index: AUTHOR_INDEX, pk: `ACTS#${actorOf('user:erin')}` };
    expect((await api.discussion.query(query)).items).toMatchObject([{ authorSort: `LIKE#${id}` }]);
  });
});

describe('the number of likes on a comment', () => {
  it('is rolled up with the discussion, and the note is taken away', async () => {
    await api.like(id, 'bob');
    expect((await api.get(id)).body.likes).toBe(0);
    await api.follow();
    expect((await api.get(id)).body.likes).toBe(1);
    expect((await api.discussion.query({ pk: likedPk(articleId), consistent: true })).items).toEqual([]);
  });

  it('ends with what is true, though another wrote an older sum in between', async () => {
    await api.like(id, 'bob');
    // The sleeper has summed one like; while it sleeps another comes, and another roll-up counts both.
    let asleep = true;
    const table = {
      get: api.discussion.get.bind(api.discussion),
      getMany: api.discussion.getMany.bind(api.discussion),
      transact: async (writes: Write[]) => {
        if (asleep) {
          asleep = false;
          await api.like(id, 'carol');
          await likes.rollUp(id);
          expect(await rolledUp()).toBe(2);
        }
        return await api.discussion.transact(writes);
      },
    };
    expect(await new Likes(table).rollUp(id)).toBe(true);
    expect(await rolledUp()).toBe(2);
  });

  it('does not bring back a comment that is gone', async () => {
    await api.like(id, 'bob');
    await api.discussion.delete(commentKey(id));
    expect(await likes.rollUp(id)).toBe(false);
    expect(await api.discussion.get(commentKey(id), { consistent: true })).toBeUndefined();
  });

  it('keeps the note of a like that came after the sum', async () => {
    const noted = new LikedComments(api.discussion);
    await api.discussion.writeMany([likedWrite('an-article', id)]);
    const [before] = await noted.some('an-article', 10);
    await api.discussion.writeMany([likedWrite('an-article', id)]);
    if (before) await noted.remove('an-article', before);
    const [after] = await noted.some('an-article', 10);
    expect(after).toMatchObject({ commentId: id });
    if (after) await noted.remove('an-article', after);
    expect(await noted.some('an-article', 10)).toEqual([]);
  });
});

describe('orderBy=top', () => {
  const walk = async (article: string, limit: number) => {
    const seen: string[] = [];
    for (let query = `orderBy=top&limit=${limit}`; ; ) {
      const { body } = await api.list(article, query);
      seen.push(...body.items.map((item: { text: string }) => item.text));
      if (body.next === null) return seen;
      query = `orderBy=top&limit=${limit}&cursor=${body.next}`;
    }
  };

  it('is by likes, then the newest first, page by page, all of them once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        async (given, limit) => {
          const article = await api.article();
          const posted: { text: string; likes: number }[] = [];
          for (const [i, count] of given.entries()) {
            api.tick();
            const { body } = await api.post(article, { text: `comment ${i}` }, { as: 'alice' });
            for (let reader = 0; reader < count; reader++) await api.like(body.id, `reader-${reader}`);
            posted.unshift({ text: body.text, likes: count });
          }
          await api.follow();
          const sorted = posted.toSorted((a, b) => b.likes - a.likes);
          expect(await walk(article, limit)).toEqual(sorted.map(({ text }) => text));
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('goes on where it was while comments arrive and others rise', async () => {
    const article = await api.article();
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) {
      api.tick();
      ids.push((await api.post(article, { text: `${i}` }, { as: 'alice' })).body.id);
    }
    await api.follow();
    const first = (await api.list(article, 'orderBy=top&limit=2')).body;
    expect(first.items.map((item: { text: string }) => item.text)).toEqual(['5', '4']);
    // One that was seen rises, one comes; what is still to be seen is all there, once.
    await api.like(ids[4] ?? '', 'bob');
    await api.post(article, { text: 'new' }, { as: 'bob' });
    await api.follow();
    const second = (await api.list(article, `orderBy=top&limit=9&cursor=${first.next}`)).body;
    expect(second.items.map((item: { text: string }) => item.text)).toEqual(['3', '2', '1', '0']);
    expect((await api.list(article, 'orderBy=top&limit=1')).body.items[0]).toMatchObject({ text: '4', likes: 1 });
  });

  it('has answers too, has tombstones without their words, and loses what goes', async () => {
    const article = await api.article();
    const head = (await api.post(article, { text: 'secret head' }, { as: 'alice' })).body.id;
    const answers: string[] = [];
    for (const text of ['one', 'two']) {
      api.tick();
      answers.push((await api.post(article, { text, parentId: head }, { as: 'bob' })).body.id);
    }
    await api.like(answers[0] ?? '', 'carol');
    await api.follow();
    const top = async () => (await api.replies(head, 'orderBy=top')).body.items;
    expect((await top()).map((item: { text: string }) => item.text)).toEqual(['one', 'two']);

    await api.decide([{ commentId: head, revision: 1, decision: 'reject' }]);
    await api.follow();
    expect((await api.list(article, 'orderBy=top')).body.items).toMatchObject([{ text: '', author: { name: '' } }]);
    const { items } = await api.discussion.query({ pk: `TOP#ARTICLE#${article}` });
    expect(JSON.stringify(items)).not.toContain('secret');

    await api.decide(answers.map((commentId) => ({ commentId, revision: 1, decision: 'spam' })));
    await api.follow();
    expect((await api.list(article, 'orderBy=top')).body.items).toEqual([]);
  });
});
