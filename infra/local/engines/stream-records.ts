import { DatabaseSync } from 'node:sqlite';

/** How long we wait for the engine's own writes. */
const BUSY_MS = 5000;

const KNOWN = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_stream_records'";

const INDEX = `CREATE INDEX IF NOT EXISTS newsroom_stream_order
  ON _stream_records (table_name, CAST(sequence_number AS INTEGER), shard_id, sequence_number)`;

/**
 * Gives dynoxide's stream records an index, in the file of an engine that runs. It looks for a stream's last number at each
 * write, for its next records at each read and for its ends at each description, in a table without one: all of them would
 * cost as much as the stream is long, and it is never trimmed. The one index covers the three. A release that keeps its
 * records elsewhere is left as it is.
 */
export function indexStreamRecords(file: string): void {
  const db = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    if (db.prepare(KNOWN).get()) db.exec(INDEX);
  } finally {
    db.close();
  }
}
