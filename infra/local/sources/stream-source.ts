import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalQueue } from '../engines/queue-store.ts';
import type { StreamSourceSpec } from '../specs.ts';
import { Checkpoints } from './checkpoints.ts';
import { passes } from './event-pattern.ts';
import { Pace } from './pace.ts';
import type { InvokeFunction, Source } from './source.ts';
import { StreamApi, StreamError, type StreamRecord } from './stream-api.ts';
import { deliver } from './stream-delivery.ts';

export interface StreamSourceOptions {
  tableEndpoint: string;
  /** Keeps how far the function has come, over restarts. */
  checkpointFile: string;
  invoke: InvokeFunction;
  onFailure?: LocalQueue;
  /** Told of what stands in the way of reading, once each time it begins. */
  report?: (problem: string) => void;
}

const SHARD_CHECK_MS = 30_000;
/** A shard is not looked at again within this time, so that what is written meanwhile is one batch. On AWS it may be a quarter of a second. */
const REST_MS = 25;

/**
 * A DynamoDB stream event source mapping: the records of each shard in order, one batch at a time, parents before children.
 * A checkpoint is written after a batch has been dealt with, so a host that is killed gives it again and loses nothing.
 *
 * A stream without a checkpoint is read from its beginning, LATEST too: the host makes a table before its sources, so that
 * is where they begin on AWS, and a first record that is written while the host is down is not passed over.
 */
export class StreamSource implements Source {
  readonly #spec: StreamSourceSpec;
  readonly #options: StreamSourceOptions;
  readonly #api: StreamApi;
  readonly #pace = new Pace();
  #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(spec: StreamSourceSpec, options: StreamSourceOptions) {
    this.#spec = spec;
    this.#options = options;
    this.#api = new StreamApi(options.tableEndpoint);
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    await Promise.race([this.#loop, sleep(graceMs, undefined, { ref: false })]);
  }

  get tableName(): string {
    return this.#spec.tableName;
  }

  /** Says that something may have been written. */
  nudge(): void {
    this.#pace.nudge();
  }

  async #run(signal: AbortSignal): Promise<void> {
    let reported = false;
    while (!signal.aborted) {
      try {
        const streamArn = await this.#api.streamOf(this.#spec.tableName);
        if (streamArn === undefined) throw new Error(`The table ${this.#spec.tableName} has no stream`);
        reported = false;
        await this.#readShards(streamArn, new Checkpoints(this.#options.checkpointFile, streamArn), signal);
      } catch (error) {
        if (!reported) this.#options.report?.(`Stream of ${this.#spec.tableName}: ${messageOf(error)}`);
        reported = true;
        await this.#pace.pause(1000, signal);
      }
    }
  }

  /** Reads all shards that can be read, each beside the others, until one of them ends or a new one must be looked for. */
  async #readShards(streamArn: string, checkpoints: Checkpoints, signal: AbortSignal): Promise<void> {
    const shards = await this.#api.shards(streamArn);
    const known = new Set(shards.map((shard) => shard.id));
    const open = shards.filter(({ id, parent }) => {
      const waits = parent !== undefined && known.has(parent) && !checkpoints.isDone(parent);
      return !checkpoints.isDone(id) && !waits;
    });
    if (open.length === 0) return await this.#pace.wait(signal);
    const round = new AbortController();
    const roundSignal = AbortSignal.any([signal, round.signal]);
    const timer = setTimeout(() => round.abort(), SHARD_CHECK_MS);
    // Each to its end, failed or not: a shard must never have two readers.
    const ends = await Promise.allSettled(
      open.map(({ id }) =>
        this.#readShard(streamArn, id, checkpoints, roundSignal, signal).finally(() => round.abort()),
      ),
    );
    clearTimeout(timer);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Reads one shard until `until`; a batch that is begun is seen through, unless the whole source stops (`signal`). */
  async #readShard(
    streamArn: string,
    shard: string,
    checkpoints: Checkpoints,
    until: AbortSignal,
    signal: AbortSignal,
  ): Promise<void> {
    const { batchSize, batchingWindowSeconds, filters } = this.#spec;
    let iterator: string | undefined = await this.#begin(streamArn, shard, checkpoints.after(shard));
    let batch: StreamRecord[] = [];
    let windowEnds = 0;
    let restsUntil = 0;
    while (iterator !== undefined && (!until.aborted || (batch.length > 0 && !signal.aborted))) {
      const rest = restsUntil - Date.now();
      if (rest > 0) await this.#pace.pause(rest, signal);
      const room = batchSize - batch.length;
      const begun = Date.now();
      const page: { records: StreamRecord[]; next?: string } = await this.#api.records(iterator, room);
      // Where there may be more already it is taken at once.
      restsUntil = page.records.length < room ? begun + REST_MS : 0;
      iterator = page.next;
      const wanted = page.records.filter((record) => passes(filters, record));
      if (batch.length === 0) windowEnds = Date.now() + batchingWindowSeconds * 1000;
      batch = [...batch, ...wanted];
      const last = page.records.at(-1)?.dynamodb.SequenceNumber;
      if (last !== undefined) this.nudge();
      const ready = batch.length >= batchSize || Date.now() >= windowEnds || iterator === undefined;
      if (batch.length > 0 && ready) {
        const settled = await deliver(batch, this.#spec, shard, {
          invoke: this.#options.invoke,
          ...(this.#options.onFailure && { onFailure: this.#options.onFailure }),
          ...{ pace: this.#pace, signal },
          advance: (sequenceNumber) => checkpoints.advance(shard, sequenceNumber),
        });
        if (!settled) return;
        checkpoints.advance(shard, last ?? batch.at(-1)?.dynamodb.SequenceNumber ?? '');
        batch = [];
      } else if (last !== undefined && batch.length === 0) {
        checkpoints.advance(shard, last);
      }
      if (page.records.length === 0 && iterator !== undefined) {
        await this.#pace.wait(signal, batch.length > 0 ? Math.max(1, windowEnds - Date.now()) : undefined);
      }
    }
    if (iterator === undefined) checkpoints.finish(shard);
  }

  async #begin(streamArn: string, shard: string, after: string | undefined): Promise<string> {
    if (after === undefined) return await this.#api.iterator(streamArn, shard, { type: 'TRIM_HORIZON' });
    try {
      return await this.#api.iterator(streamArn, shard, { after });
    } catch (error) {
      // Down for longer than the stream keeps records: what is left of it is all there is.
      if (error instanceof StreamError && error.code === 'TrimmedDataAccessException') {
        return await this.#api.iterator(streamArn, shard, { type: 'TRIM_HORIZON' });
      }
      throw error;
    }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
