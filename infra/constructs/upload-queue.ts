import { ArnFormat, type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PrivateBucket } from './private-bucket.ts';
import { WorkQueue } from './work-queue.ts';

/** What S3 says of one bucket's objects, replays that editors ask for, what has become of images and who shows them. */
export class UploadQueue extends WorkQueue {
  constructor(scope: Construct, id: string, { handling }: { handling: Duration }) {
    super(scope, id, { handling, variable: 'UPLOAD_QUEUE_URL' });
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
