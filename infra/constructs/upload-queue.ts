import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { NewsroomFunction } from './newsroom-function.ts';
import type { PrivateBucket } from './private-bucket.ts';

const ATTEMPTS = 5;

/**
 * What S3 says of one bucket's objects, and replays that editors ask for, in a queue, in no order and possibly twice. Encrypted with SQS's own key, since S3
 * cannot use the AWS-managed one. A message is tried five times, then it is a dead letter.
 */
export class UploadQueue extends Queue {
  readonly deadLetters: DeadLetters;

  /** `handling`: the time-out of the function that reads it; AWS asks for six times that before a message is shown again. */
  constructor(scope: Construct, id: string, { handling }: { handling: Duration }) {
    const deadLetters = new DeadLetters(scope, 'UploadDeadLetters');
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * handling.toSeconds()),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: ATTEMPTS },
    });
    this.deadLetters = deadLetters;
  }

  /**
   * Has S3 announce each object of the bucket that comes or goes. The bucket's own property, not `addEventNotification`,
   * which puts a function of the CDK's into the stack to write it (ADR 0012).
   */
  hear(bucket: PrivateBucket): void {
    const permitted = this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queueArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          // The bucket cannot be named before it is there, nor be there before this policy: so by what its name begins with.
          ArnLike: { 'aws:SourceArn': bucketsNamedAfter(bucket) },
        },
      }),
    );
    bucket.resource.notificationConfiguration = {
      queueConfigurations: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'].map((event) => ({
        event,
        queue: this.queueArn,
      })),
    };
    // S3 tries the queue when the notification is configured.
    if (permitted.policyDependable) bucket.resource.node.addDependency(permitted.policyDependable);
  }

  /** Tells the function this queue's URL and lets it ask for replays. */
  admit(fn: NewsroomFunction): void {
    fn.tell({ UPLOAD_QUEUE_URL: this.queueUrl }).allow(['sqs:SendMessage'], [this.queueArn]);
  }

  /** Has the function read the queue, ten messages a batch at most and `concurrency` batches at once. */
  feed(fn: NewsroomFunction, { concurrency }: { concurrency: number }): void {
    fn.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queueArn]);
    new EventSourceMapping(fn, 'Uploads', {
      target: fn,
      eventSourceArn: this.queueArn,
      batchSize: 10,
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
  }
}

/** CloudFormation names a bucket after its stack and logical id, in lowercase, and cuts a long name: the stack's part stays. */
function bucketsNamedAfter(bucket: PrivateBucket): string {
  const stack = Stack.of(bucket);
  return stack.formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: `${stack.stackName.toLowerCase()}-${bucket.node.id.toLowerCase()}*`,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
}
