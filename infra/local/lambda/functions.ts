import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Invocation } from '../engines/s3-front.ts';
import type { FunctionSpec } from '../specs.ts';
import type { Outcome } from './environment.ts';
import { FunctionPool } from './function-pool.ts';

export interface FunctionsOptions {
  /** `AWS_ENDPOINT_URL` of the functions. */
  endpoint: string;
  tableEndpoint: string;
  /** Gets `logs/<function>.log` and a cache of compiled code. */
  stateDir: string;
  idleMs?: number;
}

/** All functions of the newsroom on this machine, each in processes of its own. */
export class Functions {
  readonly #pools: Map<string, FunctionPool>;
  readonly #listeners: ((spec: FunctionSpec) => void)[] = [];

  constructor(specs: FunctionSpec[], options: FunctionsOptions) {
    const logDir = join(options.stateDir, 'logs');
    mkdirSync(logDir, { recursive: true });
    const compileCacheDir = join(options.stateDir, 'compile-cache');
    this.#pools = new Map(
      specs.map((spec) => [spec.name, new FunctionPool(spec, { ...options, logDir, compileCacheDir })]),
    );
  }

  /** Called with its function whenever an invocation has ended: what it wrote may be waiting in a stream. */
  onSettled(listener: (spec: FunctionSpec) => void): void {
    this.#listeners.push(listener);
  }

  /** Runs one event. Never rejects for what the function does; throws when there is no such function. */
  async invoke(name: string, event: unknown): Promise<Outcome> {
    const pool = this.#pool(name);
    const outcome = await pool.invoke(event);
    for (const listener of this.#listeners) listener(pool.spec);
    return outcome;
  }

  /** The answer as Lambda's Invoke gives it; undefined when there is no such function. */
  async answer(name: string, event: unknown): Promise<Invocation | undefined> {
    if (!this.#pools.has(name)) return undefined;
    const outcome = await this.invoke(name, event);
    if (outcome.ok) return { payload: outcome.payload };
    return { payload: JSON.stringify(outcome.error), functionError: 'Unhandled' };
  }

  /** How many events of this function can be in work at a time. */
  concurrency(name: string): number {
    return this.#pool(name).concurrency;
  }

  async stop(graceMs = 3000): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop(graceMs)));
  }

  #pool(name: string): FunctionPool {
    const pool = this.#pools.get(name);
    if (!pool) throw new Error(`No function ${name}`);
    return pool;
  }
}
