import type { Account } from './account.ts';
import { members, textOf } from './comment.ts';
import { Stored } from './stored.ts';

/** A comment that was written in this browser: a guest's by its token, an account's by who that is. */
export interface OwnComment {
  id: string;
  editToken?: string;
  user?: string;
}

/** How many of an article's are remembered: each that is not to be seen yet is asked for when the page is opened. */
const MOST = 20;

/** Which of an article's comments were written in this browser, by its guest or by who is signed in now. */
export class OwnComments {
  readonly #stored: Stored;
  readonly #account: () => Account | undefined;

  constructor(articleId: string, storage: Storage | undefined, account: () => Account | undefined) {
    this.#stored = new Stored(storage, `comments/${articleId}`);
    this.#account = account;
  }

  all(): OwnComment[] {
    const user = this.#account()?.user;
    return this.#kept().filter((own) => own.editToken !== undefined || own.user === user);
  }

  find(commentId: string): OwnComment | undefined {
    return this.all().find(({ id }) => id === commentId);
  }

  add(id: string, editToken: string | undefined): void {
    const user = this.#account()?.user;
    const own = editToken !== undefined ? { id, editToken } : user !== undefined ? { id, user } : undefined;
    if (own) this.#stored.keep([...this.#without(id), own].slice(-MOST));
  }

  remove(commentId: string): void {
    this.#stored.keep(this.#without(commentId));
  }

  #without = (commentId: string) => this.#kept().filter(({ id }) => id !== commentId);

  #kept = (): OwnComment[] => this.#stored.list().flatMap(ownOf);
}

function ownOf(value: unknown): OwnComment[] {
  const of = members(value);
  const [id, editToken, user] = [textOf(of.get('id')), textOf(of.get('editToken')), textOf(of.get('user'))];
  if (id === undefined) return [];
  if (editToken !== undefined) return [{ id, editToken }];
  return user === undefined ? [] : [{ id, user }];
}
