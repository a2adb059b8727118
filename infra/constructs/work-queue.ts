import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Variable } from '../../shared/environment.ts';
import { DeadLetters } from './dead-letters.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

const ATTEMPTS = 5;

export interface WorkQueueProps {
  /** The time-out of the function that reads it; AWS asks for six times that before a message is shown again. */
  handling: Duration;
  /** By what those who send to it know its URL. */
  variable: Variable;
}

interface Feeding {
  concurrency: number;
  batchSize?: number;
  gather?: Duration;
}

/**
 * Work for one function, in no order and possibly twice. Encrypted with SQS's own key, since S3 cannot use the AWS-managed one. A
 * message is tried five times, then it is a dead letter. Its id ends in `Queue`.
 */
export class WorkQueue extends Queue {
  readonly deadLetters: DeadLetters;
  readonly #variable: Variable;
  readonly #what: string;

  constructor(scope: Construct, id: string, { handling, variable }: WorkQueueProps) {
    const what = id.replace(/Queue$/, '');
    const deadLetters = new DeadLetters(scope, `${what}DeadLetters`);
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * handling.toSeconds()),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: ATTEMPTS },
    });
    this.deadLetters = deadLetters;
    this.#variable = variable;
    this.#what = what;
  }

  /** Tells the function this queue's URL and lets it send. */
  admit(fn: NewsroomFunction): void {
    fn.tell({ [this.#variable]: this.queueUrl }).allow(['sqs:SendMessage'], [this.queueArn]);
  }

  /**
   * Has the function read the queue, ten messages a batch at most unless said otherwise, and `concurrency` batches at once. With
   * `gather` a batch waits that long for more.
   */
  feed(fn: NewsroomFunction, { concurrency, batchSize = 10, gather }: Feeding): void {
    fn.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queueArn]);
    new EventSourceMapping(fn, `${this.#what}s`, {
      target: fn,
      eventSourceArn: this.queueArn,
      batchSize,
      maxConcurrency: concurrency,
      ...(gather && { maxBatchingWindow: gather }),
      reportBatchItemFailures: true,
    });
  }
}
