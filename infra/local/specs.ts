import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/**
 * What the template says, resolved to local names: the only thing that the engines, functions and event sources of the local
 * host know about it. Durations are in seconds, memory in MB, as CloudFormation has them.
 */
export interface FunctionSpec {
  name: string;
  /** The directory of the bundle, as CDK would upload it. */
  assetDir: string;
  /** `file.export`, e.g. `index.handler`. */
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  /** The most environments at a time; 2 unless said. */
  concurrency?: number;
}

export interface BucketSpec {
  name: string;
  versioned: boolean;
  notifications: BucketNotification[];
}

export interface BucketNotification {
  /** `s3:ObjectCreated:*`, `s3:ObjectRemoved:Delete`… */
  events: string[];
  queueArn: string;
  prefix?: string;
  suffix?: string;
}

export interface QueueSpec {
  name: string;
  arn: string;
  visibilityTimeoutSeconds: number;
  retentionSeconds?: number;
  redrive?: { deadLetterQueueArn: string; maxReceiveCount: number };
}

export interface TableSpec {
  name: string;
  /** Keys, attributes, indexes and stream, ready for CreateTable; the table's name is `name`. */
  createTable: Omit<CreateTableCommandInput, 'TableName'>;
  ttlAttribute?: string;
}

/** An event pattern as event source mappings and EventBridge write them: `{ dynamodb: { Keys: { pk: { S: [{ prefix: 'FEED#' }] } } } }`. */
export interface Pattern {
  [field: string]: Pattern | PatternValue[];
}

export type PatternValue = string | number | boolean | null | Record<string, unknown>;

export interface QueueSourceSpec {
  functionName: string;
  queueArn: string;
  batchSize: number;
  batchingWindowSeconds: number;
  /** An event passes if any pattern matches; none given: all pass. */
  filters: Pattern[];
  reportBatchItemFailures: boolean;
  maximumConcurrency?: number;
}

export interface StreamSourceSpec {
  functionName: string;
  tableName: string;
  /** The stream's ARN as the template names it, for the events; the engine has its own. */
  streamArn?: string;
  batchSize: number;
  batchingWindowSeconds: number;
  filters: Pattern[];
  reportBatchItemFailures: boolean;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** -1 or absent: as long as the record lives. */
  maximumRetryAttempts?: number;
  maximumRecordAgeSeconds?: number;
  bisectBatchOnFunctionError?: boolean;
  onFailureQueueArn?: string;
}

export interface EventBusSpec {
  name: string;
  rules: { pattern: Pattern; targets: EventTarget[] }[];
}

/** What a rule gives events to. */
export type EventTarget = { functionName: string } | { queueArn: string };

export interface ScheduleSpec {
  name: string;
  functionName: string;
  /** `rate(1 minute)`, `cron(0 * * * ? *)`. */
  expression: string;
  /** What the function gets instead of the usual scheduled event, as JSON. */
  input?: unknown;
}
