import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/comments/decide.ts';
import { stageRuleBook } from '../../../functions/comments/pipeline/rule-book.ts';
import type { Articles, Comments, Moderation, Requests, Throttle } from '../../../functions/comments/ports.ts';
import { postComment } from '../../../functions/comments/post-comment.ts';
import type { Comment } from '../../../shared/comment/comment.ts';
import { type Change, countDelta } from '../../../shared/comment/comment-change.ts';
import { commentSettings } from '../../../shared/comment/moderation-settings.ts';

const now = new Date('2026-11-24T07:00:00.000Z');

const head: Comment = {
  schemaVersion: 1,
  id: 'h'.repeat(26),
  articleId: 'a'.repeat(16),
  status: 'PUBLISHED',
  revision: 1,
  text: 'head',
  authorName: 'A',
  likes: 0,
  replyCount: 0,
  createdAt: now.toISOString(),
  poster: 'user:a',
  heldReasons: [],
  fingerprint: 'f',
};

/** Comments in memory, where others come in between before the first saves. */
class ContendedComments implements Comments {
  readonly saved: Change[] = [];
  readonly rows = new Map([[head.id, head]]);
  readonly #interruptions: (() => void)[];

  constructor(...interruptions: (() => void)[]) {
    this.#interruptions = interruptions;
  }

  find = (id: string) => Promise.resolve(this.rows.get(id));
  glance = this.find;
  forgetRevisions = () => Promise.resolve();

  findWithDecision = async (id: string) => {
    const comment = await this.find(id);
    return comment ? { comment } : {};
  };

  save = (change: Change): Promise<boolean> => {
    const interrupt = this.#interruptions.shift();
    interrupt?.();
    if (interrupt) return Promise.resolve(false);
    this.saved.push(change);
    return Promise.resolve(true);
  };
}

const publishedAt = '2026-11-20T07:00:00.000Z';
const open: Articles = {
  standing: () => Promise.resolve('open'),
  discussed: () => Promise.resolve({ standing: 'open', publishedAt }),
};
const moderation: Moderation = {
  book: () => Promise.resolve(stageRuleBook(commentSettings.parse({}))),
  standing: () => Promise.resolve(undefined),
  commenting: () => Promise.resolve(undefined),
  said: () => Promise.resolve([]),
  reviewed: () => Promise.resolve([]),
  reviewedOf: () => Promise.resolve([]),
};
const throttle: Throttle = { take: () => Promise.resolve(undefined) };
const requests: Requests = { claim: () => Promise.resolve('new') };
const idempotencyKey = { value: 'k', given: true };
const poster = { key: 'user:b', name: 'B' };
const who = { poster, viewerAddress: '192.0.2.1:5', isStaff: false, fillsTrap: false };
const reply = { articleId: head.articleId, text: 'reply', parentId: head.id, ...who, idempotencyKey };
const post = (comments: Comments) =>
  postComment(reply, { articles: open, comments, moderation, throttle, newNonce: () => 'n' }, now);
const approve = { commentId: head.id, revision: 1, decision: 'approve' } as const;
const judge = (comments: Comments, decision: 'approve' | 'reject' = 'approve') =>
  decide({ items: [{ ...approve, decision }], moderator: 'm', idempotencyKey }, { comments, requests }, now);

describe('postComment', () => {
  it('reads the head again when it changed before the reply was written', async () => {
    const comments: ContendedComments = new ContendedComments(() =>
      comments.rows.set(head.id, { ...head, replyCount: 5 }),
    );
    await post(comments);
    expect(comments.saved).toMatchObject([{ root: { replyCount: 5 }, after: { parentId: head.id } }]);
  });

  it('refuses the reply when the head is rejected before it was written', async () => {
    const comments: ContendedComments = new ContendedComments(() =>
      comments.rows.set(head.id, { ...head, status: 'REJECTED' }),
    );
    await expect(post(comments)).rejects.toMatchObject({ status: 404, code: 'parent-not-found' });
    expect(comments.saved).toEqual([]);
  });

  it('gives up after a while, and says when to come back', async () => {
    const comments = new ContendedComments(...Array.from({ length: 50 }, () => () => {}));
    await expect(post(comments)).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  });
});

describe('decide', () => {
  it('decides anew on what the comment has become', async () => {
    const comments: ContendedComments = new ContendedComments(() =>
      comments.rows.set(head.id, { ...head, status: 'SPAM' }),
    );
    expect(await judge(comments, 'reject')).toMatchObject([{ result: 'applied' }]);
    expect(comments.saved).toMatchObject([{ before: { status: 'SPAM' }, after: { status: 'REJECTED' } }]);
    expect(comments.saved.map(countDelta)).toEqual([0]);
  });

  it('does not decide on a text that came in between', async () => {
    const comments: ContendedComments = new ContendedComments(() =>
      comments.rows.set(head.id, { ...head, revision: 2, text: 'new' }),
    );
    expect(await judge(comments)).toMatchObject([{ result: 'conflict', comment: { text: 'new' } }]);
    expect(comments.saved).toEqual([]);
  });

  it('marks a published comment as reviewed once, without counting it again', async () => {
    const comments = new ContendedComments();
    expect(await judge(comments)).toMatchObject([{ result: 'applied', comment: { reviewedAt: now.toISOString() } }]);
    expect(comments.saved.map(countDelta)).toEqual([0]);
    comments.rows.set(head.id, { ...head, reviewedAt: now.toISOString() });
    expect(await judge(comments)).toMatchObject([{ result: 'unchanged' }]);
  });
});
