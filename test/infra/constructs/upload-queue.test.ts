import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { NewsroomFunction } from '../../../infra/constructs/newsroom-function.ts';
import { PrivateBucket } from '../../../infra/constructs/private-bucket.ts';
import { UploadQueue } from '../../../infra/constructs/upload-queue.ts';
import { resourcesOf, stageNamed, stubBundles, testStack } from '../stack-under-test.ts';

const stage = stageNamed('dev');
const stack = testStack();
const bucket = new PrivateBucket(stack, 'Uploads', stage, { versioned: true });
const queue = new UploadQueue(stack, 'UploadQueue', { handling: Duration.seconds(30) });
queue.hear(bucket);
queue.feed(new NewsroomFunction(stack, 'ingest-article', { stage, bundles: stubBundles() }), { concurrency: 7 });
const template = Template.fromStack(stack);

describe('the upload queue', () => {
  it('shows a message again after six time-outs, and five times in all', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 180,
      MessageRetentionPeriod: 14 * 24 * 3600,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadDeadLetters'), 'Arn'] },
        maxReceiveCount: 5,
      },
    });
  });

  it('hears of what comes and goes from S3 itself', () => {
    const heard = { Queue: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadQueue'), 'Arn'] } };
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: [
          { Event: 's3:ObjectCreated:*', ...heard },
          { Event: 's3:ObjectRemoved:*', ...heard },
        ],
      },
    });
    expect(resourcesOf(template, 'Custom::S3BucketNotifications').size).toBe(0);
  });

  it('takes messages from S3 only, of this account and of buckets that are named after this stack’s', () => {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadQueue'), 'Arn'] },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::newsroom-test-uploads*']],
                },
              },
            },
          },
        ]),
      },
    });
  });

  it('is open to S3 before the bucket asks it', () => {
    const [uploads] = resourcesOf(template, 'AWS::S3::Bucket').values();
    const policies = [...resourcesOf(template, 'AWS::SQS::QueuePolicy').keys()].filter((id) =>
      id.startsWith('UploadQueue'),
    );
    expect(policies).toHaveLength(1);
    expect(uploads?.DependsOn).toEqual(policies);
  });

  it('feeds the function batches of ten, of which single messages may fail', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 7 },
    });
  });
});
