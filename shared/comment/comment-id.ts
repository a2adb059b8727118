import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 26;

/**
 * The id of a comment: 130 bits of SHA-256 over its poster and the Idempotency-Key of its post, in lowercase base32, so that
 * a retry finds what it posted. Neither can be read off it.
 */
export function commentIdOf(poster: string, idempotencyKey: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(['comment', poster, idempotencyKey]))
    .digest();
  const bits = digest.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return Array.from({ length: ID_LENGTH }, (_, i) => ALPHABET.charAt(Number((bits >> BigInt(5 * i)) & 31n))).join('');
}

export const COMMENT_ID = /^[a-z2-7]{26}$/;

export const isCommentId = (text: string): boolean => COMMENT_ID.test(text);

/** The poster of an account's comments. */
export const posterOfUser = (userId: string): string => `user:${userId}`;

/** The poster of a guest's: a hash of the address, so that keys and indexes hold none. */
export const posterOfGuest = (email: string): string =>
  `guest:${createHash('sha256').update(email.toLowerCase()).digest('base64url')}`;

/** Who likes or flags, as it is kept: a hash of the poster that this person is. It cannot be read off who that was. */
export const actorOf = (poster: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['actor', poster]))
    .digest('base64url')
    .slice(0, 22);
