import type { Objects, PresentOutput } from './converge.ts';

/** Objects, with the ETags that stood before anything was written. */
export class Witness implements Objects {
  readonly #objects: Objects;
  readonly #written = new Set<string>();
  readonly #seen = new Set<string>();

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /** Whether nothing stood but what has this ETag, if anything did. */
  sawOnly(etag: string | undefined): boolean {
    return [...this.#seen].every((seen) => seen === etag);
  }

  async head(key: string) {
    return this.#see(await this.#objects.head(key));
  }

  async put(output: PresentOutput, expected: string | undefined) {
    this.#see(expected);
    const etag = await this.#objects.put(output, expected);
    if (etag !== undefined) this.#written.add(etag);
    return etag;
  }

  delete(key: string) {
    return this.#objects.delete(key);
  }

  #see(etag: string | undefined) {
    if (etag !== undefined && !this.#written.has(etag)) this.#seen.add(etag);
    return etag;
  }
}
