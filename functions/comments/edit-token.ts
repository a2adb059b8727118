import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Comment } from '../../shared/comment/comment.ts';
import { EDIT_TOKEN_PREFIX } from '../../shared/http/edit-token.ts';

/**
 * The token with which a guest sees and edits a comment. It is made of a random nonce that is kept and of the Idempotency-Key
 * that is not, so that a retry is given the same token, and the table alone gives none.
 */
export const editTokenOf = (nonce: string, idempotencyKey: string): string =>
  EDIT_TOKEN_PREFIX + createHmac('sha256', nonce).update(idempotencyKey).digest('base64url');

export const editTokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Whether the token is this comment's. */
export function opens(token: string | undefined, comment: Pick<Comment, 'editTokenHash'>): boolean {
  if (token === undefined || comment.editTokenHash === undefined) return false;
  return timingSafeEqual(Buffer.from(editTokenHash(token)), Buffer.from(comment.editTokenHash));
}
