import { createHash } from 'node:crypto';
import type { Comment } from '../../shared/comment/comment.ts';
import { commentIdOf } from '../../shared/comment/comment-id.ts';
import { cleanText, MAX_BYTES, MAX_GRAPHEMES, type TextFault } from '../../shared/comment/comment-text.ts';
import type { IdempotencyKey } from '../../shared/http/idempotency-key.ts';
import { badRequest, notFound, type Problem, unavailable, unprocessable } from '../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { standingProblem } from './article-standing.ts';
import { editTokenHash, editTokenOf } from './edit-token.ts';
import type { Articles, Comments } from './ports.ts';
import type { Poster } from './poster.ts';

export interface Post {
  articleId: string;
  text: string;
  /** The comment that is answered. */
  parentId?: string;
  poster: Poster;
  idempotencyKey: IdempotencyKey;
}

export interface PostDeps {
  articles: Articles;
  comments: Comments;
  /** At least 128 random bits, as text. */
  newNonce: () => string;
}

/** A comment as it stands, with the token that its guest may edit it with. */
export interface Posted {
  comment: Comment;
  editToken?: string;
}

const ATTEMPTS = 8;

/**
 * Posts a comment: an account's is PUBLISHED, a guest's PENDING. The same post again finds the comment that it made, even if by now
 * the article is closed or the parent gone; another post under its key is a 422. Answers to an answer go under the head
 * of the thread, with `replyTo`. Throws a Problem for a bad text, an article that is not there to be discussed, or a parent that nobody sees.
 *
 * Requests: one read of the article, one of each comment that is answered, one transaction.
 */
export async function postComment(post: Post, deps: PostDeps, now: Date): Promise<Posted> {
  const text = checkedText(post.text);
  const id = commentIdOf(post.poster.key, post.idempotencyKey.value);
  const fingerprint = fingerprintOf(post, text);
  const earlier = async () => {
    const comment = await deps.comments.find(id);
    return comment && sameAsBefore(comment, fingerprint, post.idempotencyKey);
  };

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const place = await placeOf(post, deps, toInstant(now));
    if ('problem' in place) {
      const made = post.idempotencyKey.given ? await earlier() : undefined;
      if (made) return made;
      throw place.problem;
    }
    const { comment, editToken } = newComment(post, {
      id,
      text,
      fingerprint,
      at: toInstant(now),
      nonce: deps.newNonce(),
    });
    const after = {
      ...comment,
      ...(place.root && { parentId: place.root.id }),
      ...(place.replyTo && { replyTo: place.replyTo }),
    };
    const root = after.status === 'PUBLISHED' ? place.root : undefined;
    if (await deps.comments.save({ after, ...(root && { root }) })) {
      return { comment: after, ...(editToken && { editToken }) };
    }
    const made = await earlier();
    if (made) return made;
  }
  throw unavailable('discussion-busy', 'Too many people answer this comment at once. Try again.');
}

const TEXT_DETAILS: Record<TextFault, string> = {
  'text-empty': 'The text is empty.',
  'text-too-long': `The text may have at most ${MAX_GRAPHEMES} characters in ${MAX_BYTES} bytes.`,
  'text-control-character': 'The text has a control character, such as NUL.',
  'text-malformed': 'The text has half of a surrogate pair.',
  'text-bidi-override': 'The text has a control for the direction of writing.',
};

function checkedText(raw: string): string {
  const cleaned = cleanText(raw);
  if ('text' in cleaned) return cleaned.text;
  const detail = TEXT_DETAILS[cleaned.fault];
  throw badRequest(cleaned.fault, detail, [{ pointer: '/text', detail }]);
}

interface Place {
  root?: Comment;
  replyTo?: string;
}

/** Where the comment goes, or why it cannot go there. */
async function placeOf(
  post: Post,
  { articles, comments }: PostDeps,
  now: Instant,
): Promise<Place | { problem: Problem }> {
  const [standing, parent] = await Promise.all([
    articles.standing(post.articleId, now),
    post.parentId === undefined ? undefined : comments.find(post.parentId),
  ]);
  if (standing !== 'open') return { problem: standingProblem(standing) };
  if (post.parentId === undefined) return {};
  const missing = { problem: notFound('parent-not-found', 'There is no such comment to answer on this article.') };
  if (parent?.status !== 'PUBLISHED' || parent.articleId !== post.articleId) return missing;
  if (parent.parentId === undefined) return { root: parent };
  const root = await comments.find(parent.parentId);
  return root ? { root, replyTo: parent.id } : missing;
}

interface Made {
  id: string;
  text: string;
  fingerprint: string;
  at: Instant;
  nonce: string;
}

function newComment({ articleId, poster, idempotencyKey }: Post, made: Made): Posted {
  const base = {
    schemaVersion: 1 as const,
    id: made.id,
    articleId,
    revision: 1,
    text: made.text,
    authorName: poster.name,
    likes: 0,
    replyCount: 0,
    createdAt: made.at,
    poster: poster.key,
    fingerprint: made.fingerprint,
  };
  if (poster.email === undefined)
    return { comment: { ...base, status: 'PUBLISHED', heldReasons: [], unreviewedSince: made.at } };
  const editToken = editTokenOf(made.nonce, idempotencyKey.value);
  const guest = { email: poster.email, editNonce: made.nonce, editTokenHash: editTokenHash(editToken) };
  return {
    comment: { ...base, status: 'PENDING', heldReasons: ['guest'], heldSince: made.at, ...guest },
    editToken,
  };
}

/** The posts that count as the same: article, parent, words and name. */
const fingerprintOf = ({ articleId, parentId, poster }: Post, text: string): string =>
  createHash('sha256')
    .update(JSON.stringify([articleId, parentId ?? null, text, poster.email === undefined ? null : poster.name]))
    .digest('base64url')
    .slice(0, 22);

function sameAsBefore(comment: Comment, fingerprint: string, key: IdempotencyKey): Posted {
  if (comment.fingerprint !== fingerprint) {
    throw unprocessable('idempotency-key-reused', 'This Idempotency-Key was used for another comment.');
  }
  return {
    comment,
    ...(comment.editNonce !== undefined && { editToken: editTokenOf(comment.editNonce, key.value) }),
  };
}
