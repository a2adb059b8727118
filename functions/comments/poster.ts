import { posterOfGuest, posterOfUser } from '../../shared/comment/comment-id.ts';
import { cleanName } from '../../shared/comment/comment-text.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { badRequest } from '../../shared/http/problem.ts';

/** Who posts: an account by its token, or a guest by what the request says. */
export interface Poster {
  /** As `Comment.poster`. */
  key: string;
  name: string;
  /** Guests have one, accounts have none. */
  email?: string;
}

export interface GuestAuthor {
  name: string;
  email: string;
}

/** Throws a 400 for a guest without a name and address, for a bad name, and for an account that gives either. */
export function posterOf(caller: Caller | undefined, author: GuestAuthor | undefined): Poster {
  if (caller) {
    if (author)
      throw atAuthor('author-not-allowed', 'With a token, name and address come from the account.', '/author');
    return { key: posterOfUser(caller.userId), name: accountName(caller.name) };
  }
  if (!author) throw atAuthor('author-required', 'Without a token, author takes a name and an email.', '/author');
  const cleaned = cleanName(author.name);
  if ('fault' in cleaned) throw atAuthor(cleaned.fault, 'The name cannot be taken.', '/author/name');
  return { key: posterOfGuest(author.email), name: cleaned.name, email: author.email };
}

/** An issuer's names are not ours to refuse: a name that breaks the rules is cut to what keeps them. */
function accountName(name: string): string {
  const cleaned = cleanName([...name.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, ' ')].slice(0, 60).join(''));
  return 'name' in cleaned ? cleaned.name : 'Reader';
}

const atAuthor = (code: string, detail: string, pointer: string) => badRequest(code, detail, [{ pointer, detail }]);
