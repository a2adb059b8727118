import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const state = z.object({
  streamArn: z.string(),
  shards: z.record(z.string(), z.object({ after: z.string().exactOptional(), done: z.boolean().exactOptional() })),
});

/** How far a function has come in each shard of a stream, in a file that is replaced whole: it is never half written. */
export class Checkpoints {
  readonly #file: string;
  #state: z.infer<typeof state>;

  /** Reads what is there; of another stream, as after the table was made anew, it counts for nothing. */
  constructor(file: string, streamArn: string) {
    this.#file = file;
    const known = read(file);
    this.#state = known?.streamArn === streamArn ? known : { streamArn, shards: {} };
  }

  /** The sequence number of the last record that is dealt with. */
  after(shard: string): string | undefined {
    return this.#state.shards[shard]?.after;
  }

  isDone(shard: string): boolean {
    return this.#state.shards[shard]?.done ?? false;
  }

  advance(shard: string, after: string): void {
    this.#save(shard, { after });
  }

  /** The shard is closed and every record of it dealt with. */
  finish(shard: string): void {
    this.#save(shard, { done: true });
  }

  #save(shard: string, position: { after?: string; done?: boolean }): void {
    this.#state.shards[shard] = { ...this.#state.shards[shard], ...position };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#state));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function read(file: string): z.infer<typeof state> | undefined {
  try {
    return state.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
