const FAST_MS = 50;
const SLOW_MS = 1000;
const FAST_FOR_MS = 500;

/**
 * How often to look for records: every 50 ms while something is going on, every second otherwise. A nudge says that
 * something is, and ends a wait at once.
 */
export class Pace {
  #fastUntil = 0;
  readonly #sleepers = new Set<() => void>();

  /** Look now, and often for a while. */
  nudge(): void {
    this.#fastUntil = Date.now() + FAST_FOR_MS;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** Waits until it is time to look again, at most `atMostMs`. */
  wait(signal: AbortSignal, atMostMs = SLOW_MS): Promise<void> {
    const usual = Date.now() < this.#fastUntil ? FAST_MS : SLOW_MS;
    return this.#sleep(Math.min(usual, atMostMs), signal, this.#sleepers);
  }

  /** Waits for a time that no nudge shortens: between the attempts at a batch that fails. */
  pause(ms: number, signal: AbortSignal): Promise<void> {
    return this.#sleep(ms, signal);
  }

  #sleep(ms: number, signal: AbortSignal, sleepers?: Set<() => void>): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        sleepers?.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      sleepers?.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
