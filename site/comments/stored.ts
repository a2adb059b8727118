/** One JSON value in this browser. Without storage, or where it is full or forbidden, nothing is kept and all goes on. */
export class Stored {
  readonly #storage: Storage | undefined;
  readonly #key: string;

  constructor(storage: Storage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  /** A list; empty where there is none. */
  list(): unknown[] {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  keep(list: readonly unknown[]): void {
    try {
      if (list.length > 0) this.#storage?.setItem(this.#key, JSON.stringify(list));
      else this.#storage?.removeItem(this.#key);
    } catch {
      // What was written is sent all the same.
    }
  }
}
