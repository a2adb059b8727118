import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 5 * 1024 * 1024;

/** The files that a state directory has of events: one JSON object a line, the newest last; what came before is in the second. */
export const EVENT_FILES = ['events.ndjson', 'events.1.ndjson'] as const;

/** Writes events to the state directory: the last 5 to 10 MB of them. */
export function eventJournal(state: string): (line: string) => void {
  const [current, former] = EVENT_FILES.map((name) => join(state, name));
  if (current === undefined || former === undefined) throw new Error('An event journal has two files');
  let bytes = statSync(current, { throwIfNoEntry: false })?.size ?? 0;
  return (line) => {
    if (bytes > MOST_BYTES) {
      renameSync(current, former);
      bytes = 0;
    }
    appendFileSync(current, `${line}\n`);
    bytes += Buffer.byteLength(line) + 1;
  };
}
