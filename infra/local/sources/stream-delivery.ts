import { randomUUID } from 'node:crypto';
import type { LocalQueue } from '../engines/queue-store.ts';
import type { StreamSourceSpec } from '../specs.ts';
import { failuresOf } from './batch-answer.ts';
import type { Pace } from './pace.ts';
import type { InvokeFunction } from './source.ts';
import type { StreamRecord } from './stream-api.ts';

export interface DeliveryOptions {
  invoke: InvokeFunction;
  /** Takes what is given up; without one it is dropped, as on AWS. */
  onFailure?: LocalQueue;
  pace: Pace;
  signal: AbortSignal;
  /** Called with the last record that is dealt with, each time that changes. */
  advance(sequenceNumber: string): void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Gives a batch to the function until it is dealt with: the shard waits meanwhile. A partial failure rewinds to the lowest
 * reported record. What has used up its attempts or its age goes to the on-failure queue. Returns false when it was stopped
 * before the end.
 */
export async function deliver(
  batch: StreamRecord[],
  spec: StreamSourceSpec,
  shardId: string,
  options: DeliveryOptions,
): Promise<boolean> {
  let rest = batch;
  for (let attempt = 1; !options.signal.aborted; attempt++) {
    const outcome = await options.invoke(spec.functionName, { Records: rest.map((r) => toEvent(r, spec)) });
    const identifiers = rest.map(sequenceOf);
    const failed = new Set(failuresOf(outcome, identifiers, spec.reportBatchItemFailures));
    const lowest = identifiers.findIndex((id) => failed.has(id));
    if (lowest === -1) return true;
    if (lowest > 0) {
      options.advance(identifiers[lowest - 1] ?? '');
      rest = rest.slice(lowest);
      attempt = 1;
    }
    if (spec.bisectBatchOnFunctionError && !outcome.ok && rest.length > 1) {
      return await deliverHalves(rest, spec, shardId, options);
    }
    const condition = exhausted(rest, attempt, spec);
    if (condition) {
      options.onFailure?.send(failureMessage(rest, spec, shardId, condition, attempt));
      return true;
    }
    await options.pace.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)), options.signal);
  }
  return false;
}

async function deliverHalves(
  batch: StreamRecord[],
  spec: StreamSourceSpec,
  shardId: string,
  options: DeliveryOptions,
): Promise<boolean> {
  const middle = Math.ceil(batch.length / 2);
  if (!(await deliver(batch.slice(0, middle), spec, shardId, options))) return false;
  options.advance(batch[middle - 1]?.dynamodb.SequenceNumber ?? '');
  return await deliver(batch.slice(middle), spec, shardId, options);
}

const sequenceOf = (record: StreamRecord) => record.dynamodb.SequenceNumber;

/** A record as Lambda passes it on, under the names of the template. */
const toEvent = (record: StreamRecord, spec: StreamSourceSpec) => ({
  ...record,
  awsRegion: 'us-east-1',
  eventSource: 'aws:dynamodb',
  eventSourceARN: streamArnOf(spec),
});

const streamArnOf = (spec: StreamSourceSpec) =>
  spec.streamArn ?? `arn:aws:dynamodb:us-east-1:000000000000:table/${spec.tableName}/stream/local`;

function exhausted(rest: StreamRecord[], attempt: number, spec: StreamSourceSpec): string | undefined {
  const retries = spec.maximumRetryAttempts ?? -1;
  if (retries >= 0 && attempt > retries) return 'RetryAttemptsExhausted';
  const age = spec.maximumRecordAgeSeconds ?? -1;
  const oldest = createdAt(rest[0]);
  if (age >= 0 && oldest !== undefined && Date.now() - oldest > age * 1000) return 'RecordAgeExceeded';
  return undefined;
}

const createdAt = (record: StreamRecord | undefined) =>
  record?.dynamodb.ApproximateCreationDateTime === undefined
    ? undefined
    : record.dynamodb.ApproximateCreationDateTime * 1000;

/** What Lambda sends to an on-failure destination: where the records are, not the records. */
function failureMessage(
  batch: StreamRecord[],
  spec: StreamSourceSpec,
  shardId: string,
  condition: string,
  approximateInvokeCount: number,
): string {
  const [first, last] = [batch[0], batch.at(-1)];
  const instantOf = (record: StreamRecord | undefined) => new Date(createdAt(record) ?? Date.now()).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${spec.functionName}`,
      condition,
      approximateInvokeCount,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: instantOf(first),
      approximateArrivalOfLastRecord: instantOf(last),
      batchSize: batch.length,
      streamArn: streamArnOf(spec),
    },
  });
}
