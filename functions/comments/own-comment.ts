import type { Comment } from '../../shared/comment/comment.ts';
import { posterOfUser } from '../../shared/comment/comment-id.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { forbidden, unauthorized } from '../../shared/http/problem.ts';
import { opens } from './edit-token.ts';
import { noSuchComment } from './find-comment.ts';

/** What a request brings to show whose it is. */
export interface Proof {
  caller?: Caller;
  editToken?: string | undefined;
}

/** Whether it is from who wrote the comment: an account by its token, a guest by the comment's own. */
export const isAuthor = (comment: Comment, { caller, editToken }: Proof): boolean =>
  (caller !== undefined && comment.poster === posterOfUser(caller.userId)) || opens(editToken, comment);

/** Throws a 401 or 403 for who may not change this comment; a 404 where they may not even know of it. */
export function refuseStranger(comment: Comment, { caller, editToken }: Proof): never {
  if (comment.status !== 'PUBLISHED') throw noSuchComment();
  if (caller === undefined && editToken === undefined) {
    throw unauthorized('token-required', 'This needs the token of the account, or the edit token of the comment.');
  }
  throw forbidden('not-the-author', 'Only who wrote a comment may change it.');
}
