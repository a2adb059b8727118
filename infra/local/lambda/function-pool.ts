import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionSpec } from '../specs.ts';
import { Environment, type EnvironmentOptions, type Outcome } from './environment.ts';

export interface PoolOptions extends Omit<EnvironmentOptions, 'logFd'> {
  /** Gets `<function>.log`, appended to. */
  logDir: string;
  /** How long an environment waits for its next event before it is ended. */
  idleMs?: number;
}

const DEFAULT_CONCURRENCY = 2;
/** Longer than a minute, so that what runs every minute stays warm. */
const DEFAULT_IDLE_MS = 75_000;

/**
 * The environments of one function: started on demand up to its concurrency, used again while warm (the last used first,
 * so that the others can be reaped), ended when idle. Events beyond the concurrency wait their turn.
 */
export class FunctionPool {
  readonly spec: FunctionSpec;
  readonly #options: PoolOptions;
  readonly #logFd: number;
  readonly #idle: { environment: Environment; reaper: NodeJS.Timeout }[] = [];
  readonly #busy = new Set<Environment>();
  readonly #waiting: (() => void)[] = [];
  #stopped = false;

  constructor(spec: FunctionSpec, options: PoolOptions) {
    this.spec = spec;
    this.#options = options;
    this.#logFd = openSync(join(options.logDir, `${spec.name}.log`), 'a');
  }

  get concurrency(): number {
    return this.spec.concurrency ?? DEFAULT_CONCURRENCY;
  }

  /** Runs one event, after those before it if all environments are busy. Never rejects. */
  async invoke(event: unknown): Promise<Outcome> {
    while (this.#busy.size >= this.concurrency && !this.#stopped) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#stopped) return { ok: false, error: { errorType: 'Host.Stopped', errorMessage: 'The host is stopping' } };
    const environment = this.#warm() ?? this.#start();
    this.#busy.add(environment);
    const outcome = await environment.invoke(event);
    this.#busy.delete(environment);
    if (!outcome.ok && !this.#stopped) this.#log(outcome.error);
    if (environment.alive && !this.#stopped) this.#rest(environment);
    this.#waiting.shift()?.();
    return outcome;
  }

  /** Waits up to `graceMs` for events in work, then ends all environments. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
    const deadline = Date.now() + graceMs;
    while (this.#busy.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    const environments = [...this.#busy, ...this.#idle.map(({ environment }) => environment)];
    for (const { reaper } of this.#idle.splice(0)) clearTimeout(reaper);
    await Promise.all(environments.map((environment) => environment.stop()));
    closeSync(this.#logFd);
  }

  #start(): Environment {
    const environment = new Environment(this.spec, { ...this.#options, logFd: this.#logFd });
    environment.watchInit();
    return environment;
  }

  #warm(): Environment | undefined {
    for (let last = this.#idle.pop(); last; last = this.#idle.pop()) {
      clearTimeout(last.reaper);
      if (last.environment.alive) return last.environment;
    }
    return undefined;
  }

  #rest(environment: Environment): void {
    const entry = {
      environment,
      reaper: setTimeout(() => {
        this.#idle.splice(this.#idle.indexOf(entry), 1);
        void environment.stop();
      }, this.#options.idleMs ?? DEFAULT_IDLE_MS).unref(),
    };
    this.#idle.push(entry);
  }

  #log(error: object): void {
    writeSync(this.#logFd, `${JSON.stringify({ level: 'ERROR', message: 'Invocation failed', ...error })}\n`);
  }
}
