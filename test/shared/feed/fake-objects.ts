import { createHash } from 'node:crypto';
import type { Objects, PresentOutput } from '../../../shared/feed/converge.ts';

type Step = (what: string) => Promise<unknown>;

/** A bucket with S3's conditional PUTs. Every request pauses on its way there and on its way back. */
export class FakeObjects implements Objects {
  readonly bodies = new Map<string, string>();
  readonly requests: string[] = [];
  readonly #pause: Step;

  constructor(pause: Step = () => Promise.resolve()) {
    this.#pause = pause;
  }

  head(key: string): Promise<string | undefined> {
    return this.#request(`HEAD ${key}`, () => this.#etag(key));
  }

  put(output: PresentOutput, expected: string | undefined): Promise<string | undefined> {
    return this.#request(`PUT ${output.key}`, () => {
      if (this.#etag(output.key) !== expected) return undefined;
      this.bodies.set(output.key, output.body);
      return this.#etag(output.key);
    });
  }

  async delete(key: string): Promise<void> {
    await this.#request(`DELETE ${key}`, () => this.bodies.delete(key));
  }

  async *list(prefix: string, after = ''): AsyncGenerator<{ key: string; etag: string }> {
    this.requests.push(`LIST ${prefix}`);
    for (const key of [...this.bodies.keys()].sort()) {
      const etag = this.#etag(key);
      if (key.startsWith(prefix) && key > after && etag) yield await Promise.resolve({ key, etag });
    }
  }

  #etag(key: string): string | undefined {
    const body = this.bodies.get(key);
    return body === undefined ? undefined : createHash('md5').update(body).digest('hex');
  }

  async #request<T>(what: string, act: () => T): Promise<T> {
    this.requests.push(what);
    await this.#pause(`${what} →`);
    const answer = act();
    await this.#pause(`${what} ←`);
    return answer;
  }
}
