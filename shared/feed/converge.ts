import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Lru } from '../lru.ts';

/** One public object as it should be. */
export interface Output {
  key: string;
  /** Undefined when the object must not exist. */
  body: string | undefined;
  contentType: string;
  cacheControl: string;
}

export type PresentOutput = Output & { body: string };

/** Public objects under ETags that are the MD5 of their bytes (S3 with SSE-S3, single-part PUT). Keys never hold surprises. */
export interface Objects {
  /** The ETag without its quotes; undefined where there is no object. */
  head(key: string): Promise<string | undefined>;
  /** Writes if the object is as expected (an ETag, or undefined: must not exist). Undefined when it is not; else the new ETag. */
  put(output: PresentOutput, expected: string | undefined): Promise<string | undefined>;
  /** Removes the object, if there is one. */
  delete(key: string): Promise<void>;
}

/** Objects that are all rendered from one state. */
export interface Target<State> {
  keys: readonly string[];
  /** Reads the state, strongly consistent. States are plain data: they are compared by value. */
  read(): Promise<State>;
  /** Pure: equal states give equal bytes. One output for each of `keys`. */
  render(state: State): Output[];
  /** What must stand before this state may be written. */
  prepare?(state: State): Promise<unknown>;
  /** Whether this state may not wait for the caller to come back, since it takes away what nobody may see. */
  cannotWait?(state: State): boolean;
}

export interface ConvergeDeps {
  objects: Objects;
  /** The ETags of what this process wrote last. They are guesses: they save a HEAD, and a conflict corrects them. */
  remembered: Lru<string>;
  /** What a listing said just now, by key: it saves a HEAD each. What is not in it is not there. */
  listed?: ReadonlyMap<string, string>;
  /**
   * How often to try before giving up, 30 times unless said. At 1 a state that has changed meanwhile is the caller's to come back to,
   * unless it cannot wait.
   */
  attempts?: number;
  /** Waits before the next attempt; by default a random while that grows. */
  rest?: (attempt: number) => Promise<unknown>;
}

/** What `converge` did. No key is in both lists: the last act on each counts. */
export interface Converged {
  written: string[];
  deleted: string[];
  attempts: number;
}

/** Others kept changing the objects or their state: nothing is wrong but the moment, so whoever asked should ask again. */
export class NotConverged extends Error {
  readonly code = 'not-converged';
}

const MAX_ATTEMPTS = 30;

/**
 * Makes the objects what their state says, however many others do the same at any pace (invariant 4):
 *
 * 1. learn each object's ETag, 2. read the state, 3. render, 4. write what differs, each on condition of its ETag,
 * 5. read the state again: if it is another one by now, start again.
 *
 * ETags are hashes, and states recur: a writer that slept through A → B → A finds the ETag it knew and writes its B. Step 5 is
 * what notices, since whoever writes last also reads after its write. So once everyone has returned, the objects are what
 * the last state says. Nothing is written where the bytes are right already, but that is believed only of an ETag that was
 * seen during this call, never of a remembered one.
 *
 * Requests, for n objects of which w differ, undisturbed: n HEAD (none for those remembered, unless they seem right, nor for those listed), w PUT
 * or DELETE, one read of the state, and a second one if w > 0. Throws `NotConverged` when its attempts are used up.
 */
export async function converge<State>(target: Target<State>, deps: ConvergeDeps): Promise<Converged> {
  const objects = new ObservedObjects(deps, target.keys);
  const done = new Map<string, 'written' | 'deleted'>();
  let { attempts = MAX_ATTEMPTS } = deps;
  let state: State | undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    await objects.observe(target.keys.filter((key) => !objects.isKnown(key)));
    state ??= await target.read();
    const outputs = target.render(state).map((output) => ({ ...output, etag: etagOf(output.body) }));

    const seemRight = outputs.filter((output) => objects.etag(output.key) === output.etag);
    await objects.observe(seemRight.map((output) => output.key).filter((key) => !objects.isObserved(key)));
    if (seemRight.some((output) => objects.etag(output.key) !== output.etag)) {
      // The ETag must be older than the state that is written over it.
      state = undefined;
      continue;
    }
    const wrong = outputs.filter((output) => objects.etag(output.key) !== output.etag);
    if (wrong.length === 0) return resultOf(done, attempt);

    await target.prepare?.(state);
    const succeeded = await Promise.all(wrong.map((output) => objects.write(output)));
    wrong.forEach((output, i) => {
      if (succeeded[i]) done.set(output.key, output.body === undefined ? 'deleted' : 'written');
    });
    if (succeeded.every(Boolean)) {
      const after = await target.read();
      if (isDeepStrictEqual(after, state)) return resultOf(done, attempt);
      state = after;
    } else state = undefined;
    if (attempt === attempts && attempts < MAX_ATTEMPTS && target.cannotWait?.(state ?? (await target.read()))) {
      attempts++;
      state = undefined;
      continue;
    }
    // A first change is seen to at once, as it may be a kill. What goes on changing (a feed in a burst) is written less often.
    if (attempt < attempts && (attempt > 1 || !succeeded.every(Boolean))) {
      state = undefined;
      await (deps.rest ?? restAWhile)(attempt);
    }
  }
  throw new NotConverged(`Gave up after ${attempts} attempts on ${target.keys.join(', ')}`);
}

/** The objects with what is known of their ETags: observed during this call, or else remembered from an earlier one. */
class ObservedObjects {
  readonly #objects: Objects;
  readonly #remembered: Lru<string>;
  readonly #observed = new Map<string, string | undefined>();

  constructor({ objects, remembered, listed }: ConvergeDeps, keys: readonly string[]) {
    this.#objects = objects;
    this.#remembered = remembered;
    if (listed) for (const key of keys) this.#note(key, listed.get(key));
  }

  isObserved = (key: string): boolean => this.#observed.has(key);

  isKnown = (key: string): boolean => this.isObserved(key) || this.#remembered.get(key) !== undefined;

  etag = (key: string): string | undefined =>
    this.isObserved(key) ? this.#observed.get(key) : this.#remembered.get(key);

  async observe(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map(async (key) => this.#note(key, await this.#objects.head(key))));
  }

  /** False when the object was not what it was thought to be; then nothing is known of it any more. */
  async write(output: Output): Promise<boolean> {
    const { key, body } = output;
    if (body === undefined) {
      await this.#objects.delete(key);
      this.#note(key, undefined);
      return true;
    }
    const etag = await this.#objects.put({ ...output, body }, this.etag(key));
    if (etag !== undefined) this.#note(key, etag);
    else this.#forget(key);
    return etag !== undefined;
  }

  #note(key: string, etag: string | undefined): void {
    this.#observed.set(key, etag);
    if (etag === undefined) this.#remembered.delete(key);
    else this.#remembered.set(key, etag);
  }

  #forget(key: string): void {
    this.#observed.delete(key);
    this.#remembered.delete(key);
  }
}

/** The ETag that S3 gives to these bytes, undefined for no object. */
export const etagOf = (body: string | undefined): string | undefined =>
  body === undefined ? undefined : createHash('md5').update(body).digest('hex');

function resultOf(done: Map<string, 'written' | 'deleted'>, attempts: number): Converged {
  const keysOf = (act: 'written' | 'deleted') => [...done].filter(([, was]) => was === act).map(([key]) => key);
  return { written: keysOf('written'), deleted: keysOf('deleted'), attempts };
}

/** Between half and all of a time that doubles up to 1.5 s: in a long burst a feed is written about once a second. */
const restAWhile = (attempt: number): Promise<unknown> =>
  sleep((0.5 + Math.random() / 2) * Math.min(1500, 10 * 2 ** attempt));
