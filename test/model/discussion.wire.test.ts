import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Comment, comment, isShown } from '../../shared/comment/comment.ts';
import { commentKey, LIKE_SHARDS, likesPk } from '../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from '../functions/comments/discussion-under-test.ts';

const api = new DiscussionUnderTest();

beforeAll(async () => {
  await api.create();
});

/** One thing that someone does. Numbers pick among what there is then; `again` repeats it under its key at once. */
type Act = { again: boolean } & (
  | { kind: 'post' | 'reply'; guest: boolean; pick: number }
  | { kind: 'approve' | 'reject' | 'spam'; pick: number }
  | { kind: 'like' | 'unlike' | 'flag'; who: number; pick: number }
  | { kind: 'edit'; revision: number; pick: number }
  | { kind: 'delete'; moderator: boolean; pick: number }
);

const again = fc.boolean();
const pick = fc.nat(1000);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('post' as const, 'reply' as const), guest: fc.boolean(), pick, again }),
  fc.record({ kind: fc.constantFrom('approve' as const, 'reject' as const, 'spam' as const), pick, again }),
  fc.record({
    kind: fc.constantFrom('like' as const, 'unlike' as const, 'flag' as const),
    who: fc.nat(3),
    pick,
    again,
  }),
  fc.record({ kind: fc.constant('edit' as const), revision: fc.constantFrom(1, 2), pick, again }),
  fc.record({ kind: fc.constant('delete' as const), moderator: fc.boolean(), pick, again }),
);

/** Rounds of acts; those of one round happen at once. */
const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 6 });

describe('the discussion of an article', () => {
  it('is exact after any interleaving of posts, replies, edits, deletions, decisions, likes, flags, retries and lost answers', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1 }), async (history, seed) => {
        const run = new Run(await api.article(), seed);
        for (const round of history) {
          await Promise.all(round.map((each) => run.perform(each)));
          api.tick();
        }
        api.losesAnswer = () => false;
        await run.check();
      }),
      // Shrinking would outlast the test's time; the seed is printed.
      { numRuns: 12, endOnFailure: true },
    );
  });
});

class Run {
  readonly #articleId: string;
  readonly #ids: string[] = [];
  /** Those of guests, by their comments. */
  readonly #editTokens = new Map<string, string>();
  #keys = 0;
  #random: number;

  constructor(articleId: string, seed: number) {
    this.#articleId = articleId;
    this.#random = seed;
    api.losesAnswer = () => this.#chance() < 0.1;
  }

  async perform(act: Act): Promise<void> {
    const key = `${this.#articleId}-${this.#keys++}`;
    const id = this.#ids[act.pick % Math.max(1, this.#ids.length)];
    const once = () => this.#send(act, key, id);
    const [first, second] = await Promise.all([once(), act.again ? once() : undefined]);
    if (second && 'id' in second && 'id' in first) expect(second.id).toBe(first.id);
    if ('id' in first && first.id !== undefined && !this.#ids.includes(first.id)) this.#ids.push(first.id);
  }

  /** As clients do: an answer that is lost is asked for again under the same key. */
  async #send(act: Act, key: string, id: string | undefined): Promise<{ id?: string }> {
    for (;;) {
      const answer = await this.#request(act, key, id);
      if (answer.status >= 500) continue;
      const { id: made, editToken } = answer.status === 201 ? answer.body : {};
      if (editToken !== undefined) this.#editTokens.set(made, editToken);
      return made === undefined ? {} : { id: made };
    }
  }

  #request(act: Act, key: string, id = 'a'.repeat(26)) {
    if (act.kind === 'post' || act.kind === 'reply') {
      const parent = act.kind === 'reply' ? { parentId: id } : {};
      if (act.guest) return api.postAsGuest(this.#articleId, key, { ...parent, key });
      return api.post(this.#articleId, { text: key, ...parent }, { as: 'alice', key });
    }
    const author = this.#editTokens.get(id) ?? 'alice';
    if (act.kind === 'edit') return api.edit(id, { text: `Edited: ${key}`, revision: act.revision }, { as: author });
    if (act.kind === 'delete') return api.remove(id, { as: act.moderator ? 'mona:moderator' : author });
    if (!('who' in act)) return api.decide([{ commentId: id, revision: 1, decision: act.kind }], { key });
    const as = `reader-${act.who}`;
    if (act.kind === 'like') return api.like(id, as);
    if (act.kind === 'unlike') return api.unlike(id, as);
    return api.call('POST /api/comments/{id}/flags', { id, as, key, body: { reason: 'spam' } });
  }

  /** Counters equal rows, the thread shows what is to be seen, the queue holds what waits. */
  async check(): Promise<void> {
    const items = await api.discussion.getMany(this.#ids.map(commentKey), { consistent: true });
    const rows = items.map((item) => comment.parse(item));
    const published = rows.filter((row) => row.status === 'PUBLISHED');
    expect(await api.count(this.#articleId)).toBe(published.length);
    expect(await api.counts.rollUp(this.#articleId)).toBe(published.length);
    for (const row of rows) {
      expect(row.replyCount).toBe(published.filter((reply) => reply.parentId === row.id).length);
    }
    await api.follow();
    for (const row of rows) await this.#checkActs(row);
    for (const row of rows) await this.#checkTexts(row);
    const heads = rows.filter((row) => row.parentId === undefined && isShown(row));
    expect(await this.#listed()).toEqual(idsOf(heads));
    for (const head of heads) {
      const { body } = await api.replies(head.id, 'limit=100');
      expect(idsOf(body.items)).toEqual(idsOf(published.filter((reply) => reply.parentId === head.id)));
    }
    expect(await this.#waiting()).toEqual(idsOf(rows.filter((row) => row.status === 'PENDING')));
  }

  /** A comment has had as many texts as its revision says, each kept once; of a deleted one there is none. */
  async #checkTexts({ id, revision, text, status, deletedBy }: Comment): Promise<void> {
    const query = { pk: commentKey(id).pk, sk: { beginsWith: 'REVISION#' }, consistent: true };
    const kept = (await api.discussion.query(query)).items;
    const expected = deletedBy === undefined ? Array.from({ length: revision - 1 }, (_, i) => i + 1) : [];
    expect(kept.map((item) => item.revision)).toEqual(expected);
    if (deletedBy !== undefined) expect({ text, status }).toEqual({ text: '', status: 'REJECTED' });
    else expect(kept.map((item) => item.text)).not.toContain(text);
  }

  /** Likes are one a person and rolled up, flags one a person. */
  async #checkActs({ id, reviewedAt, deletedBy, flagCount = 0 }: Comment): Promise<void> {
    const shards = Array.from({ length: LIKE_SHARDS }, (_, shard) => likesPk(id, shard));
    const likes = await Promise.all(
      shards.map((pk) => api.discussion.query({ pk, sk: { beginsWith: 'LIKE#' }, consistent: true })),
    );
    const after = comment.parse(await api.discussion.get(commentKey(id), { consistent: true }));
    expect(after.likes).toBe(likes.flatMap(({ items }) => items).length);
    const { pk } = commentKey(id);
    const flags = await api.discussion.query({ pk, sk: { beginsWith: 'FLAG#' }, consistent: true });
    if (deletedBy !== undefined) expect(flagCount).toBe(0);
    else if (reviewedAt === undefined) expect(flagCount).toBe(flags.items.length);
    else expect(flagCount).toBeLessThanOrEqual(flags.items.length);
  }

  async #listed(): Promise<string[]> {
    const { body } = await api.list(this.#articleId, 'limit=100');
    expect(body.next).toBeNull();
    const top = (await api.list(this.#articleId, 'orderBy=top&limit=100')).body.items;
    const byLikes = body.items.toSorted((a: Comment, b: Comment) => b.likes - a.likes);
    expect(top).toEqual(byLikes);
    return idsOf(body.items);
  }

  async #waiting(): Promise<string[]> {
    const found: Comment[] = [];
    for (let query = 'limit=100'; ; ) {
      const { body } = await api.pending(query);
      found.push(...body.items);
      if (body.next === null) return idsOf(found.filter((each) => each.articleId === this.#articleId));
      query = `limit=100&cursor=${body.next}`;
    }
  }

  /** Mulberry32: what is lost depends on the seed and on nothing else. */
  #chance(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

const idsOf = (comments: { id: string }[]): string[] => comments.map(({ id }) => id).sort();
