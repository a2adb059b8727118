import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the state directory for this process: true unless another process has it. The lock is a transaction on a database of
 * its own, so the kernel gives it up when its holder ends, however that happens; nothing stale is ever left.
 */
export function lockState(state: string): boolean {
  mkdirSync(state, { recursive: true });
  const database = new DatabaseSync(join(state, 'lock.db'), { timeout: 0 });
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
