import type { Outcome } from '../lambda/environment.ts';

/** Runs a function for an event source. Never rejects for what the function does. */
export type InvokeFunction = (functionName: string, event: unknown) => Promise<Outcome>;

/** Something that calls a function when there is reason to: a queue, a stream, a schedule. */
export interface Source {
  start(): void;
  /** Takes nothing new, and waits for what is in work, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}
