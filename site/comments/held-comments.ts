import { members, textOf } from './comment.ts';

/** A comment that its writer alone may see, and by which token. */
export interface Held {
  id: string;
  editToken: string;
}

/** Which of a guest's comments wait, kept in this browser until they are published. Without storage nothing is kept. */
export class HeldComments {
  readonly #key: string;
  readonly #storage: Storage | undefined;

  constructor(articleId: string, storage: Storage | undefined) {
    this.#key = `comments/${articleId}`;
    this.#storage = storage;
  }

  all(): Held[] {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.flatMap(heldOf) : [];
    } catch {
      return [];
    }
  }

  add(held: Held): void {
    this.#keep([...this.all().filter(({ id }) => id !== held.id), held]);
  }

  remove(commentId: string): void {
    this.#keep(this.all().filter(({ id }) => id !== commentId));
  }

  #keep(all: readonly Held[]): void {
    try {
      if (all.length > 0) this.#storage?.setItem(this.#key, JSON.stringify(all));
      else this.#storage?.removeItem(this.#key);
    } catch {
      // It is full, or forbidden: the comment is sent all the same.
    }
  }
}

function heldOf(value: unknown): Held[] {
  const of = members(value);
  const [id, editToken] = [textOf(of.get('id')), textOf(of.get('editToken'))];
  return id === undefined || editToken === undefined ? [] : [{ id, editToken }];
}
