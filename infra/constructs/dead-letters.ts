import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { accept } from './findings.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/** Where what could not be handled waits, as long as SQS keeps anything (14 days), for an operator to see and to replay. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) });
    accept(this, { 'AwsSolutions-SQS3': 'It is itself where failed events end.' });
  }

  /** As the place that a function's failed events go to: what Lambda's own role-checked destinations need and no more. */
  receiveFrom(fn: NewsroomFunction): { bind(): { destination: string } } {
    fn.allow(['sqs:SendMessage'], [this.queueArn]);
    return { bind: () => ({ destination: this.queueArn }) };
  }
}
