import { DatabaseSync } from 'node:sqlite';
import { type Persistence, PersistenceManager } from './fauxqs-parts.ts';

/** The one SQLite file of buckets and queues: written through, read at the start. */
export interface DurableStore {
  readonly persistence: Persistence;
  readonly db: DatabaseSync;
  /**
   * Runs `work` in a transaction, or as part of the one that is open. A process that is killed (SIGKILL) between an object
   * and its notification therefore leaves neither, and its client had no answer.
   */
  transaction<T>(work: () => T): T;
}

export function openDurableStore(dataDir: string): DurableStore {
  const persistence = new PersistenceManager(dataDir);
  const db: unknown = Reflect.get(persistence, 'db');
  if (!(db instanceof DatabaseSync)) throw new Error('This version of fauxqs keeps its data elsewhere');
  // Write-ahead log without a sync per commit: what is acknowledged outlives this process, though not a power cut.
  db.exec('PRAGMA synchronous = NORMAL');
  // Feeds are written over and over: with a log of 32 MB, eight times SQLite's own, most of that never reaches the file itself.
  db.exec('PRAGMA wal_autocheckpoint = 8000');
  // Whoever had received these died with the last process: they are there for the next one at once, and that attempt,
  // which was cut short by no fault of theirs, does not count towards the dead-letter queue.
  db.exec(`UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL,
    approximate_receive_count = max(0, approximate_receive_count - 1) WHERE receipt_handle IS NOT NULL`);
  const transaction = reentrantTransaction(db);
  // Its own would begin a second one inside ours when a multipart upload completes.
  Object.defineProperty(persistence, 'transaction', { value: transaction });
  // Its own clears the receive count as well, which the schema forbids and redrive depends on.
  const makeReady = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => void makeReady.run(messageId);
  return { persistence, db, transaction };
}

function reentrantTransaction(db: DatabaseSync): DurableStore['transaction'] {
  let open = false;
  return (work) => {
    if (open) return work();
    db.exec('BEGIN');
    open = true;
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    } finally {
      open = false;
    }
  };
}
