import { join } from 'node:path';
import type { ObjectStore } from './engines/object-store.ts';
import type { Functions } from './lambda/functions.ts';
import { QueueSource } from './sources/queue-source.ts';
import { ScheduleSource } from './sources/schedule-source.ts';
import type { Source } from './sources/source.ts';
import { StreamSource } from './sources/stream-source.ts';
import type { NewsroomSpec } from './template/read-newsroom.ts';

export interface Around {
  store: ObjectStore;
  functions: Functions;
  tableEndpoint: string;
  state: string;
  report: (problem: string) => void;
}

/** How long what is in work when the host ends may still take. */
const GRACE_MS = 3000;

/** Starts everything that calls functions by itself: queues, streams and schedules. Answers how to stop it. */
export function startEventSources(spec: NewsroomSpec, around: Around): () => Promise<void> {
  const { store, functions, tableEndpoint, state, report } = around;
  const invoke = functions.invoke.bind(functions);
  const queues = spec.queueSources.map(
    (source) =>
      new QueueSource(source, {
        queue: store.queue(source.queueArn),
        concurrency: functions.concurrency(source.functionName),
        invoke,
      }),
  );
  const streams = spec.streamSources.map(
    (source) =>
      new StreamSource(source, {
        tableEndpoint,
        checkpointFile: join(state, 'checkpoints', `${source.functionName}-${source.tableName}.json`),
        invoke,
        report,
        ...(source.onFailureQueueArn !== undefined && { onFailure: store.queue(source.onFailureQueueArn) }),
      }),
  );
  functions.onSettled(({ environment }) => {
    // Only a function that is told of a table can have written to it.
    const told = new Set(Object.values(environment));
    for (const stream of streams) if (told.has(stream.tableName)) stream.nudge();
  });
  const schedules = spec.schedules.map((schedule) => new ScheduleSource(schedule, invoke));
  const sources: Source[] = [...queues, ...streams, ...schedules];
  for (const source of sources) source.start();
  return async () => {
    await Promise.all(sources.map((source) => source.stop(GRACE_MS)));
  };
}
