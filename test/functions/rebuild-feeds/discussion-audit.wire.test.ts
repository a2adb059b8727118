import { beforeEach, describe, expect, it } from 'vitest';
import { DiscussionAudit } from '../../../functions/rebuild-feeds/adapters/discussion-audit.ts';
import { DiscussionTableAudit } from '../../../functions/rebuild-feeds/adapters/table-audit.ts';
import { NO_DRIFT } from '../../../functions/rebuild-feeds/drift.ts';
import type { Drift } from '../../../functions/rebuild-feeds/ports.ts';
import { comment } from '../../../shared/comment/comment.ts';
import { allPlacesOf } from '../../../shared/comment/places.ts';
import {
  commentKey,
  countKeys,
  countShardOf,
  likeCountKey,
  likeKey,
  likeShardOf,
  queueKey,
  totalKey,
} from '../../../shared/store/discussion-keys.ts';
import { type Unaudited, UnauditedNotes } from '../../../shared/store/unaudited.ts';
import { DiscussionUnderTest } from '../comments/discussion-under-test.ts';

let api: DiscussionUnderTest;
let articleId = '';
let ids: string[] = [];

const post = async (text: string, parentId?: string): Promise<string> =>
  (await api.post(articleId, { text, ...(parentId && { parentId }) }, { as: 'alice' })).body.id;

const KINDS = ['counters', 'replyCounts', 'totals', 'places', 'likes'] as const;

const none = () => Promise.resolve();
const audit = (pause: () => Promise<unknown> = none) => new DiscussionAudit(api.discussion, pause).mend(articleId);
const auditLikes = (id: string, pause: () => Promise<unknown> = none) =>
  new DiscussionAudit(api.discussion, pause).mendLikes(id);

/** The whole table, part by part, with all that is to be audited with it. */
async function auditTable(pause: () => Promise<unknown> = none, size?: number): Promise<Drift> {
  const table = new DiscussionTableAudit(api.discussion, pause, size);
  const audit = new DiscussionAudit(api.discussion, pause);
  const drift = { ...NO_DRIFT };
  for (let next: string | undefined, goesOn = true; goesOn; goesOn = next !== undefined) {
    const part = await table.part(next);
    next = part.next;
    drift.places += part.places.count;
    for (const { articleId: id, commentId } of part.discussions) {
      const each = await (commentId === undefined ? audit.mend(id) : audit.mendLikes(commentId));
      for (const kind of KINDS) drift[kind] += each[kind];
    }
  }
  return drift;
}

const commentOf = async (id: string) => comment.parse(await api.discussion.get(commentKey(id), { consistent: true }));

beforeEach(async () => {
  api = await new DiscussionUnderTest().create();
  articleId = await api.article();
  const head = await post('head');
  ids = [head, await post('a', head), await post('b', head), await post('other')];
  await api.follow();
});

const keyOf = (id = '') => {
  const key = countKeys(articleId)[countShardOf(id)];
  if (!key) throw new Error('no shard');
  return key;
};

describe('the audit of an article', () => {
  it('finds nothing where all is right', async () => {
    expect(await audit()).toEqual(NO_DRIFT);
  });

  it('puts numbers right that have drifted, total and all', async () => {
    const [head = ''] = ids;
    await api.discussion.add(keyOf(head), { published: 7 });
    await api.discussion.add(commentKey(head), { replyCount: -1 });
    await api.discussion.put({ ...totalKey(articleId), schemaVersion: 1, published: 99 });
    expect(await api.count(articleId)).toBe(11);
    expect(await audit()).toEqual({ ...NO_DRIFT, counters: 1, replyCounts: 1, places: expect.any(Number) });
    expect(await api.count(articleId)).toBe(4);
    expect((await api.get(head)).body.replyCount).toBe(2);
    expect(await api.discussion.get(totalKey(articleId))).toMatchObject({ published: 4 });
    await api.follow();
    expect(await audit()).toEqual(NO_DRIFT);
  });

  it('finds a head that knows of none of its answers, and a total that is wrong alone', async () => {
    const [head = ''] = ids;
    await api.discussion.add(commentKey(head), { replyCount: -2 });
    await api.follow();
    expect(await audit()).toMatchObject({ replyCounts: 1, counters: 0 });
    await api.discussion.put({ ...totalKey(articleId), schemaVersion: 1, published: 99 });
    expect(await audit()).toMatchObject({ totals: 1 });
    expect(await api.discussion.get(totalKey(articleId))).toMatchObject({ published: 4 });
  });

  it('takes no post for a drift that its list does not have yet, nor one that comes amid the audit', async () => {
    const late = await post('not listed yet', ids[0]);
    expect(await audit(() => api.follow())).toEqual(NO_DRIFT);
    await api.discussion.add(keyOf(late), { published: 1 });
    let posted = '';
    const meanwhile = async () => {
      if (posted === '') posted = await post('amid it');
      else await api.follow();
    };
    expect(await audit(meanwhile)).toEqual(NO_DRIFT);
    await api.follow();
    expect(await audit()).toEqual({ ...NO_DRIFT, counters: 1 });
    expect(await api.count(articleId)).toBe(6);
  });

  it('does not write over who comes between its last look and its write', async () => {
    const [head = ''] = ids;
    await api.discussion.add(keyOf(head), { published: 7 });
    const { discussion } = api;
    const transact = discussion.transact.bind(discussion);
    discussion.transact = async (writes) => {
      discussion.transact = transact;
      await discussion.add(keyOf(head), { published: 1 });
      return await transact(writes);
    };
    expect(await audit()).toMatchObject({ counters: 0 });
    expect(await api.count(articleId)).toBe(12);
  });

  it('counts likes by their rows, and what the comment says of them', async () => {
    const [head = ''] = ids;
    for (const who of ['bob', 'carol']) await api.like(head, who);
    await api.follow();
    expect(await auditLikes(head)).toEqual(NO_DRIFT);
    const shard = likeShardOf('nobody');
    await api.discussion.put({ ...likeKey(head, 'nobody'), schemaVersion: 1 });
    expect(await auditLikes(head)).toEqual({ ...NO_DRIFT, likes: 2 });
    expect(await commentOf(head)).toMatchObject({ likes: 3 });
    expect(await api.discussion.get(likeCountKey(head, shard))).toMatchObject({ likes: 1, articleId });
    await api.discussion.add(commentKey(head), { likes: 5 });
    expect(await auditLikes(head)).toEqual({ ...NO_DRIFT, likes: 1 });
    await api.follow();
    expect(await auditLikes(head)).toEqual(NO_DRIFT);
  });

  it('leaves likes alone that are still to be rolled up, or come amid it', async () => {
    const [head = ''] = ids;
    await api.like(head, 'bob');
    expect(await auditLikes(head, () => api.follow())).toEqual(NO_DRIFT);
    await api.discussion.add(commentKey(head), { likes: 5 });
    expect(await auditLikes(head, () => api.like(head, 'carol'))).toEqual(NO_DRIFT);
  });
});

describe('the audit of the whole table', () => {
  const everyPlace = async () => {
    const asked = (await Promise.all(ids.map(commentOf))).flatMap(allPlacesOf);
    const there = await api.discussion.getMany(
      asked.map(({ pk, sk }) => ({ pk, sk })),
      { consistent: true },
    );
    return { asked, there };
  };

  beforeEach(async () => {
    const [head = '', a = ''] = ids;
    const held = (await api.postAsGuest(articleId, 'held')).body.id;
    ids.push(held);
    await api.call('POST /api/comments/{id}/flags', { id: a, as: 'bob', body: { reason: 'spam' } });
    await api.decide([{ commentId: head, revision: 1, decision: 'approve' }]);
    await api.like(head, 'bob');
    await api.follow();
  });

  it('finds nothing where all is right', async () => {
    expect(await auditTable()).toEqual(NO_DRIFT);
  });

  it('puts back every kind of place', async () => {
    const { asked, there } = await everyPlace();
    expect(there).toEqual(asked);
    const kinds = new Set(asked.map(({ pk }) => pk.replace(/#.*/, '')));
    expect([...kinds].sort()).toEqual(['FLAGGED', 'QUEUE', 'RECENT', 'REVIEWED', 'SHOWN', 'TOP']);
    await api.discussion.writeMany(asked.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    expect(await auditTable()).toEqual({ ...NO_DRIFT, places: asked.length });
    expect((await everyPlace()).there).toEqual(asked);
    expect(await auditTable()).toEqual(NO_DRIFT);
  });

  it('comes to all of it in however small parts', async () => {
    const { asked } = await everyPlace();
    await api.discussion.writeMany(asked.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    expect(await auditTable(none, 3)).toEqual({ ...NO_DRIFT, places: asked.length });
    expect((await everyPlace()).there).toEqual(asked);
  });

  it('costs less than three read units a comment, and of an article its index and lists', async () => {
    for (let i = 0; i < 100; i++)
      await post(`comment ${i}, of about as many words as a reader of the news writes at a time`);
    await api.follow();
    const { recorder, definitions } = api;
    recorder.reset();
    await new DiscussionTableAudit(api.discussion, none, 10_000).part(undefined);
    const table = recorder.units(definitions);
    expect(table).toMatchObject({ write: 0 });
    recorder.reset();
    expect(await audit()).toEqual(NO_DRIFT);
    const article = recorder.units(definitions);
    expect(table.read).toBeLessThan(105 * 3);
    expect(article.read).toBeLessThan(45);
  });

  it('removes every kind of place that is left over, and corrects what one says', async () => {
    const { asked } = await everyPlace();
    const [head = ''] = ids;
    const left = asked
      .filter(({ pk }) => !pk.startsWith('TOP#'))
      .map((place) => ({ ...place, sk: `${place.sk}-left` }));
    const top = asked.find(({ pk, id }) => pk.startsWith('TOP#') && id === head);
    if (!top) throw new Error('no place by likes');
    await api.discussion.writeMany([...left.map((put) => ({ put })), { put: { ...top, text: 'other words' } }]);
    await api.discussion.put({ ...queueKey('pending', 'a'.repeat(26), '2026-11-24T07:00:00.000Z'), commentId: 'gone' });
    expect(await auditTable()).toEqual({ ...NO_DRIFT, places: left.length + 2 });
    expect((await everyPlace()).there).toEqual(asked);
    expect(await auditTable()).toEqual(NO_DRIFT);
  });

  it('puts back what a moderator did, by who did it, and removes that of what is gone', async () => {
    const [row] = (await api.discussion.query({ pk: 'AUDIT#mona' })).items;
    await api.discussion.delete({ pk: 'AUDIT#mona', sk: String(row?.sk) });
    await api.discussion.put({ pk: 'AUDIT#mona', sk: 'left', schemaVersion: 1, of: { pk: 'STANDING#x', sk: 'ACT#1' } });
    expect(await auditTable()).toEqual({ ...NO_DRIFT, places: 2 });
    expect((await api.discussion.query({ pk: 'AUDIT#mona' })).items).toEqual([row]);
  });

  it('recounts articles that are withdrawn, and what has no counter or total at all', async () => {
    const gone = await api.article();
    await api.post(gone, { text: 'x' }, { as: 'alice' });
    await api.follow();
    await api.discussion.delete(totalKey(gone));
    for (const key of countKeys(gone)) await api.discussion.delete(key);
    expect(await auditTable()).toEqual({ ...NO_DRIFT, counters: 1 });
    expect(await api.counts.summed([gone])).toEqual([1]);
    expect(await api.discussion.get(totalKey(gone))).toMatchObject({ published: 1 });
  });

  it('passes over what is nothing that we know', async () => {
    await api.discussion.put({ pk: 'SHOWN#x', sk: 'strange', schemaVersion: 1 });
    const part = await new DiscussionTableAudit(api.discussion, none).part(undefined);
    expect(part).toMatchObject({ strange: 1, places: { count: 0 } });
  });

  it('counts likes of which the comment knows nothing', async () => {
    const [, , , other = ''] = ids;
    await api.discussion.put({ ...likeKey(other, 'nobody'), schemaVersion: 1 });
    expect(await auditTable()).toEqual({ ...NO_DRIFT, likes: 2 });
    expect(await commentOf(other)).toMatchObject({ likes: 1 });
  });

  it('is not told of what the stream has still to bring, nor undoes what happens meanwhile', async () => {
    const [head = ''] = ids;
    await post('not followed yet', head);
    await api.like(head, 'carol');
    await api.decide([{ commentId: ids[4], revision: 1, decision: 'approve' }]);
    expect(await auditTable(() => api.follow())).toEqual(NO_DRIFT);
    const { asked } = await everyPlace();
    await api.discussion.writeMany(asked.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    // Whoever decides meanwhile changes what the comment asks for: that is for the stream to bring.
    const decides = async () => {
      await api.decide([{ commentId: head, revision: 1, decision: 'reject' }]);
      await api.follow();
    };
    await auditTable(decides);
    await auditTable();
    await api.follow();
    const after = await everyPlace();
    expect(after.there).toEqual(after.asked);
    expect(await auditTable()).toEqual(NO_DRIFT);
  });
});

describe('what has changed', () => {
  it('is noted until it is audited, and again if it changes meanwhile', async () => {
    const notes = new UnauditedNotes(api.discussion);
    const all = async () => {
      const found: Unaudited[] = [];
      for await (const note of notes.all()) found.push(note);
      return found;
    };
    const [first] = await all();
    expect(await all()).toMatchObject([{ articleId }]);
    await api.like(ids[0] ?? '', 'bob');
    await api.follow();
    if (first) await notes.remove(first);
    expect((await all()).map(({ commentId }) => commentId)).toEqual([undefined, ids[0]]);
    for (const note of await all()) await notes.remove(note);
    expect(await all()).toEqual([]);
  });
});
