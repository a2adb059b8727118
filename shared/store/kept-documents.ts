import { Lru } from '../lru.ts';

/** What a process keeps: the document, and how long its JSON was. */
interface Kept<T> {
  document: T;
  characters: number;
}

/**
 * Documents that never change once written, so that a warm process fetches each only once, even when several want it at the same
 * time. Those used last are kept, up to so many characters of JSON (a byte or two of memory each).
 */
export class KeptDocuments<T> {
  readonly #fetch: (key: string) => Promise<string>;
  readonly #parse: (json: unknown) => T;
  readonly #kept: Lru<Kept<T>>;
  readonly #underWay = new Map<string, Promise<T>>();

  constructor(fetch: (key: string) => Promise<string>, parse: (json: unknown) => T, characters: number) {
    this.#fetch = fetch;
    this.#parse = parse;
    this.#kept = new Lru(characters, (kept) => kept.characters);
  }

  async get(key: string): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept) return kept.document;
    const asked = this.#underWay.get(key) ?? this.#read(key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asked);
    return await asked;
  }

  async #read(key: string): Promise<T> {
    const json = await this.#fetch(key);
    const document = this.#parse(JSON.parse(json));
    this.#kept.set(key, { document, characters: json.length });
    return document;
  }
}
