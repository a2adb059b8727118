import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** A holder that was told to end may need this long to do so: who starts again at once is not to be turned away. */
const PATIENCE_MS = 4000;
const RETRY_MS = 100;

/**
 * Takes the state directory for this process: true unless another process has it. The lock is a transaction on a database of
 * its own, so the kernel gives it up when its holder ends, however that happens; nothing stale is ever left.
 */
export async function lockState(state: string, patienceMs = PATIENCE_MS): Promise<boolean> {
  mkdirSync(state, { recursive: true });
  const deadline = Date.now() + patienceMs;
  while (!tryLock(join(state, 'lock.db'))) {
    if (Date.now() > deadline) return false;
    await sleep(RETRY_MS);
  }
  return true;
}

function tryLock(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errstr' in error && error.errstr === 'database is locked') return false;
    throw error;
  }
  held.push(database);
  return true;
}

/** Kept so that the lock lasts as long as the process: a collected database would give it up. */
const held: DatabaseSync[] = [];
