// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's own.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNewsroom } from '../../../../infra/local/template/read-newsroom.ts';
import { Secrets } from '../../../../infra/local/template/secrets.ts';
import { assembly, at, FUNCTION, PLACE, read } from './assembly.ts';

const queue = (id: string, properties = {}) => at(id, 'AWS::SQS::Queue', properties);

test('a queue, its dead letters, the bucket that notifies it and the function that reads it', async () => {
  const spec = await read({
    Fn: FUNCTION,
    Dead: queue('DeadLetters', { MessageRetentionPeriod: 1_209_600 }),
    Work: queue('Work', {
      VisibilityTimeout: '180',
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 },
      SqsManagedSseEnabled: true,
    }),
    In: at('Uploads', 'AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Event: 's3:ObjectCreated:*',
            Queue: { 'Fn::GetAtt': ['Work', 'Arn'] },
            Filter: { S3Key: { Rules: [{ Name: 'suffix', Value: '.md' }] } },
          },
        ],
      },
    }),
    Source: at('Source', 'AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
      FunctionName: { Ref: 'Fn' },
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"x":[{"prefix":"a"}]}}' }] },
    }),
  });
  expect(spec.buckets.find(({ name }) => name === 'newsroom-uploads')).toEqual({
    name: 'newsroom-uploads',
    versioned: true,
    notifications: [
      { events: ['s3:ObjectCreated:*'], queueArn: 'arn:aws:sqs:us-east-1:000000000000:newsroom-work', suffix: '.md' },
    ],
  });
  expect(spec.queues.at(-1)).toEqual({
    name: 'newsroom-work',
    arn: 'arn:aws:sqs:us-east-1:000000000000:newsroom-work',
    visibilityTimeoutSeconds: 180,
    redrive: { deadLetterQueueArn: 'arn:aws:sqs:us-east-1:000000000000:newsroom-dead-letters', maxReceiveCount: 5 },
  });
  expect(spec.queueSources).toEqual([
    {
      functionName: 'resize-images',
      queueArn: 'arn:aws:sqs:us-east-1:000000000000:newsroom-work',
      batchSize: 5,
      batchingWindowSeconds: 0,
      filters: [{ body: { x: [{ prefix: 'a' }] } }],
      reportBatchItemFailures: true,
    },
  ]);
});

test('a function gets its own variables, the secrets made once and the same ever after', async () => {
  const reference = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Key' }, ':SecretString:::}}']] };
  const { functions } = await read({
    Key: at('Key', 'AWS::SecretsManager::Secret'),
    Work: queue('Work'),
    Fn: {
      ...FUNCTION,
      Properties: {
        ...FUNCTION.Properties,
        Timeout: 20,
        Environment: { Variables: { A: reference, B: reference, C: { Ref: 'Work' }, D: { Ref: 'AWS::Region' } } },
      },
    },
  });
  const [spec] = functions;
  expect(spec).toMatchObject({ name: 'resize-images', handler: 'index.handler', timeoutSeconds: 20, memoryMb: 128 });
  expect(spec?.assetDir).toMatch(/asset\.bundle$/);
  const { A, ...rest } = spec?.environment ?? {};
  expect(A).toMatch(/^[\w-]{43}$/);
  expect(rest).toEqual({ B: A, C: 'http://127.0.0.1:4566/000000000000/newsroom-work', D: 'us-east-1' });
});

test('schedules of either kind, without those that are off', async () => {
  const target = { Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, RoleArn: 'any', Input: '{"full":true}' };
  const { schedules } = await read({
    Fn: FUNCTION,
    A: at('Nightly', 'AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 day)', Target: target }),
    B: at('Off', 'AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 day)', State: 'DISABLED', Target: target }),
    C: at('Rule', 'AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [{ Id: 't', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }],
    }),
  });
  expect(schedules).toEqual([
    { name: 'nightly', functionName: 'resize-images', expression: 'rate(1 day)', input: { full: true } },
    { name: 'rule', functionName: 'resize-images', expression: 'rate(5 minutes)' },
  ]);
});

test('what one stack exports, another imports', async () => {
  const directory = await assembly({
    first: {
      Outputs: { Host: { Value: { Ref: 'AWS::Region' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-host' } } } },
    },
    second: {
      Resources: {
        Site: at('Site', 'AWS::S3::Bucket'),
        Cdn: at('Cdn', 'AWS::CloudFront::Distribution', {
          DistributionConfig: {
            Enabled: true,
            Origins: [{ Id: 'o', DomainName: { 'Fn::GetAtt': ['Site', 'DomainName'] } }],
            DefaultCacheBehavior: { TargetOriginId: 'o', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' },
          },
        }),
      },
      Outputs: { Seen: { Value: { 'Fn::ImportValue': 'first-host' } } },
    },
  });
  const { outputs } = await readNewsroom(directory, PLACE, new Secrets(join(directory, 'secrets.json')));
  expect(outputs).toMatchObject({ Seen: 'us-east-1' });
});

test.each([
  ['a type', { X: at('X', 'AWS::Kinesis::Stream') }, /AWS::Kinesis::Stream.*\(X\)/],
  ['a property', { X: queue('X', { FifoQueue: true }) }, /AWS::SQS::Queue X:[\s\S]*FifoQueue/],
  ['an intrinsic', { X: queue('X', { VisibilityTimeout: { 'Fn::Length': [] } }) }, /Fn::Length/],
  [
    'an attribute',
    { X: queue('X', { VisibilityTimeout: { 'Fn::GetAtt': ['Site', 'WebsiteURL'] } }) },
    /WebsiteURL of AWS::S3::Bucket/,
  ],
  ['a reference', { X: queue('X', { VisibilityTimeout: { Ref: 'Nothing' } }) }, /Nothing/],
  ['a secret', { X: queue('X', { VisibilityTimeout: '{{resolve:ssm:a}}' }) }, /resolve:ssm:a/],
  ['a name twice', { X: queue('Same'), Y: queue('Same') }, /newsroom-same/],
])('refuses by name what it cannot run: %s', async (_, resources, message) => {
  await expect(read(resources)).rejects.toThrow(message);
});

test('leaves out, on purpose, what only matters deployed', async () => {
  const spec = await read({
    Role: at('Role', 'AWS::IAM::Role', { Policies: [{ 'Fn::Cidr': 1 }] }),
    Alarm: at('Alarm', 'AWS::CloudWatch::Alarm'),
    Logs: at('Logs', 'AWS::Logs::LogGroup'),
  });
  expect(spec).toMatchObject({ functions: [], queues: [], tables: [], schedules: [] });
});
