import { join } from 'node:path';
import type { LocalQueue } from '../engines/queue-store.ts';
import type { Outcome } from '../lambda/environment.ts';
import type { Functions } from '../lambda/functions.ts';
import type { QueueSourceSpec, ScheduleSpec, StreamSourceSpec } from '../specs.ts';
import { QueueSource } from './queue-source.ts';
import { ScheduleSource } from './schedule-source.ts';
import type { Source } from './source.ts';
import { StreamSource } from './stream-source.ts';

export interface SourcesOptions {
  functions: Functions;
  queue: (arn: string) => LocalQueue;
  tableEndpoint: string;
  /** Gets `streams/<table>-<function>.json`. */
  stateDir: string;
  report?: (problem: string) => void;
}

export interface SourceSpecs {
  queues: QueueSourceSpec[];
  streams: StreamSourceSpec[];
  schedules: ScheduleSpec[];
}

/** All that calls functions by itself. */
export class Sources {
  readonly #all: Source[];
  readonly #schedules: Map<string, ScheduleSource>;

  /** Throws for a queue, a function or a schedule that does not exist or is not understood. */
  constructor(specs: SourceSpecs, options: SourcesOptions) {
    const { functions } = options;
    const invoke = (name: string, event: unknown) => functions.invoke(name, event);
    const queues = specs.queues.map(
      (spec) =>
        new QueueSource(spec, {
          queue: options.queue(spec.queueArn),
          invoke,
          concurrency: functions.concurrency(spec.functionName),
        }),
    );
    const streams = specs.streams.map(
      (spec) =>
        new StreamSource(spec, {
          tableEndpoint: options.tableEndpoint,
          checkpointFile: join(options.stateDir, 'streams', `${spec.tableName}-${spec.functionName}.json`),
          invoke,
          ...(spec.onFailureQueueArn !== undefined && { onFailure: options.queue(spec.onFailureQueueArn) }),
          ...(options.report && { report: options.report }),
        }),
    );
    this.#schedules = new Map(specs.schedules.map((spec) => [spec.name, new ScheduleSource(spec, invoke)]));
    this.#all = [...queues, ...streams, ...this.#schedules.values()];
    functions.onSettled(() => {
      for (const stream of streams) stream.nudge();
    });
  }

  start(): void {
    for (const source of this.#all) source.start();
  }

  /** Calls what a schedule calls, now. Throws when there is no such schedule. */
  async fire(schedule: string): Promise<Outcome> {
    const source = this.#schedules.get(schedule);
    if (!source) throw new Error(`No schedule ${schedule}; there are: ${[...this.#schedules.keys()].join(', ')}`);
    return await source.fire();
  }

  /** Takes nothing new, and waits for what is in work, at most `graceMs`. */
  async stop(graceMs = 3000): Promise<void> {
    await Promise.all(this.#all.map((source) => source.stop(graceMs)));
  }
}
