import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before the next attempt: at random, up to twice as long each time, at most a second. `attempt` counts from 1. */
export const backOff = (attempt: number): Promise<void> => sleep(Math.random() * Math.min(1000, 20 * 2 ** attempt));
