import type { Account } from './account.ts';
import { Stored } from './stored.ts';

/** The newest so many of one account are remembered. */
const MOST = 500;

/** What was liked in this browser by who is signed in: lists, which all see alike, do not say it. */
export class Likes {
  readonly #storage: Storage | undefined;
  readonly #account: () => Account | undefined;

  constructor(storage: Storage | undefined, account: () => Account | undefined) {
    this.#storage = storage;
    this.#account = account;
  }

  has(commentId: string): boolean {
    return this.#stored()?.list().includes(commentId) ?? false;
  }

  set(commentId: string, liked: boolean): void {
    const stored = this.#stored();
    const others = stored?.list().filter((id) => id !== commentId) ?? [];
    stored?.keep((liked ? [...others, commentId] : others).slice(-MOST));
  }

  #stored(): Stored | undefined {
    const account = this.#account();
    return account && new Stored(this.#storage, `likes/${account.user}`);
  }
}
