import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { DeadLetters } from './dead-letters.ts';
import type { NewsroomFunction } from './newsroom-function.ts';
import type { OutboxTable } from './outbox-table.ts';

/** Retries before a batch, halved down to its failing record, is a dead letter. The rebuild then mends what it would have done. */
const RETRIES = 10;

interface OutboxReaderProps {
  table: OutboxTable;
  fn: NewsroomFunction;
  stage: Stage;
  /** Which records the function is for, by their keys; any of these. */
  keys: readonly { pk: { prefix: string }; sk?: string | { prefix: string } }[];
  /** How many records it gets at once; 100 unless said. */
  batchSize?: number;
  /** Where what fails ends, if another reader of the function has such a place already. */
  deadLetters?: DeadLetters;
}

/**
 * A function that follows a table's outbox from its beginning, in order within each partition key. A batch that fails holds
 * its shard up until it has been retried; then its place in the stream (not its content) goes to dead letters. A stream has
 * room for two readers.
 */
export class OutboxReader extends Construct {
  readonly deadLetters: DeadLetters;

  constructor(
    scope: Construct,
    id: string,
    { table, fn, stage, keys, batchSize = 100, deadLetters }: OutboxReaderProps,
  ) {
    super(scope, id);
    this.deadLetters = deadLetters ?? new DeadLetters(scope, `${fn.node.id}DeadLetters`);
    fn.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [table.outboxArn],
    );
    new EventSourceMapping(this, 'Resource', {
      target: fn,
      eventSourceArn: table.outboxArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      maxBatchingWindow: Duration.seconds(stage.batchingWindowSeconds),
      bisectBatchOnError: true,
      retryAttempts: RETRIES,
      reportBatchItemFailures: true,
      onFailure: this.deadLetters.receiveFrom(fn),
      filters: keys.map(({ pk, sk }) =>
        FilterCriteria.filter({
          dynamodb: { Keys: { pk: { S: [pk] }, ...(sk !== undefined && { sk: { S: [sk] } }) } },
        }),
      ),
    });
  }
}
