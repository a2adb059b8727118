import { createHash } from 'node:crypto';
import type { Comment } from '../../shared/comment/comment.ts';
import { commentIdOf } from '../../shared/comment/comment-id.ts';
import type { IdempotencyKey } from '../../shared/http/idempotency-key.ts';
import { Problem, unavailable, unprocessable } from '../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { checkedText } from './checked-text.ts';
import { editTokenHash, editTokenOf } from './edit-token.ts';
import { type Destination, placeOf } from './place.ts';
import type { Articles, Comments } from './ports.ts';
import type { Poster } from './poster.ts';
import { circumstancesOf, type Reception, type ReceptionDeps, receiveText, throttled } from './reception.ts';

export interface Post extends Destination {
  text: string;
  poster: Poster;
  idempotencyKey: IdempotencyKey;
  /** As `CloudFront-Viewer-Address`: for the throttle, and not kept. */
  viewerAddress: string;
  isStaff: boolean;
  /** What readers see beside the name of a moderator or an editor. */
  badge?: string;
  /** Whether a field is filled that people do not see. */
  fillsTrap: boolean;
}

export interface PostDeps extends ReceptionDeps {
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
 * Posts a comment, which the pipeline has PUBLISHED, PENDING, REJECTED or SPAM. The same post again finds the comment that it made, even if
 * by now the article is closed, the parent gone or the poster over the limit; another post under its key is a 422. Answers to an answer
 * go under the head of the thread, with `replyTo`. Throws a Problem for a bad text, an article that is not there to be discussed, a parent
 * that nobody sees, and for whatever the pipeline refuses.
 *
 * Requests: two writes that count the post; then at once one read of the article and of the comment that is answered, with those of
 * `circumstancesOf`; one of the head where that is another; one transaction.
 */
export async function postComment(post: Post, deps: PostDeps, now: Date): Promise<Posted> {
  const text = checkedText(post.text);
  const id = commentIdOf(post.poster.key, post.idempotencyKey.value);
  const fingerprint = fingerprintOf(post, text);
  const earlier = async () => {
    const comment = await deps.comments.find(id);
    return comment && sameAsBefore(comment, fingerprint, post.idempotencyKey);
  };
  try {
    const posted = (await firstPosted(post, { id, text, fingerprint }, deps, now)) ?? (await earlier());
    if (posted) return posted;
  } catch (error) {
    const made = error instanceof Problem && post.idempotencyKey.given ? await earlier() : undefined;
    if (made) return made;
    throw error;
  }
  throw unavailable('discussion-busy', 'Too many people answer this comment at once. Try again.');
}

interface Words {
  id: string;
  text: string;
  fingerprint: string;
}

/** Undefined when there is a comment by this id already, or too much happens to the one that is answered. */
async function firstPosted(post: Post, words: Words, deps: PostDeps, now: Date): Promise<Posted | undefined> {
  const { poster, articleId, isStaff, fillsTrap } = post;
  await throttled(poster.key, post.viewerAddress, deps, now);
  const at = toInstant(now);
  const isGuest = poster.email !== undefined;
  const [first, known] = await Promise.all([
    placeOf(post, deps, at),
    circumstancesOf({ poster: poster.key, articleId, isGuest }, deps, now),
  ]);
  const received = await receiveText(
    { id: words.id, articleId, text: words.text, isGuest, isStaff, fillsTrap, wasStopped: false },
    { ...known, publishedAt: first.publishedAt },
    deps,
    now,
  );
  const { comment, editToken } = newComment(post, words, received, { at, nonce: deps.newNonce() });

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { root, replyTo } = attempt === 1 ? first : await placeOf(post, deps, at, { isLate: true });
    const after = { ...comment, ...(root && { parentId: root.id }), ...(replyTo !== undefined && { replyTo }) };
    const counted = after.status === 'PUBLISHED' ? root : undefined;
    if (await deps.comments.save({ after, ...(counted && { root: counted }) })) {
      return { comment: after, ...(editToken !== undefined && { editToken }) };
    }
    if (!counted || (await deps.comments.find(words.id))) return undefined;
  }
  return undefined;
}

function newComment(
  { articleId, poster, idempotencyKey, badge }: Post,
  words: Words,
  received: Reception,
  { at, nonce }: { at: Instant; nonce: string },
): Posted {
  const comment: Comment = {
    schemaVersion: 1,
    ...words,
    articleId,
    revision: 1,
    authorName: poster.name,
    ...(badge !== undefined && { badge }),
    likes: 0,
    replyCount: 0,
    createdAt: at,
    poster: poster.key,
    ...received,
  };
  if (poster.email === undefined) return { comment };
  const editToken = editTokenOf(nonce, idempotencyKey.value);
  const guest = { email: poster.email, editNonce: nonce, editTokenHash: editTokenHash(editToken) };
  return { comment: { ...comment, ...guest }, editToken };
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
