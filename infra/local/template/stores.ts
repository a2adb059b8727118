import * as z from 'zod';
import type { BucketSpec, QueueSpec, TableSpec } from '../specs.ts';
import { boolean, ignored, number } from './ignored.ts';
import type { Registry } from './registry.ts';

const queueNotification = z.strictObject({
  Event: z.string(),
  Queue: z.string(),
  Filter: z
    .strictObject({
      S3Key: z.strictObject({ Rules: z.array(z.strictObject({ Name: z.string(), Value: z.string() })) }),
    })
    .optional(),
});

const bucketProperties = z.strictObject({
  VersioningConfiguration: z.strictObject({ Status: z.string() }).optional(),
  NotificationConfiguration: z
    .strictObject({ QueueConfigurations: z.array(queueNotification).default([]) })
    .default({ QueueConfigurations: [] }),
  ...ignored('BucketEncryption', 'BucketName', 'CorsConfiguration', 'LifecycleConfiguration', 'LoggingConfiguration'),
  ...ignored('OwnershipControls', 'PublicAccessBlockConfiguration', 'Tags'),
});

export const readBuckets = (registry: Registry): BucketSpec[] =>
  registry.ofType('AWS::S3::Bucket').map((entry) => {
    const given = registry.properties(entry, bucketProperties);
    return {
      name: entry.name,
      versioned: given.VersioningConfiguration?.Status === 'Enabled',
      notifications: given.NotificationConfiguration.QueueConfigurations.map(({ Event, Queue, Filter }) => ({
        events: [Event],
        queueArn: Queue,
        ...keyFilter(Filter?.S3Key.Rules ?? []),
      })),
    };
  });

function keyFilter(rules: { Name: string; Value: string }[]): { prefix?: string; suffix?: string } {
  const of = (name: string) => rules.find((rule) => rule.Name.toLowerCase() === name)?.Value;
  const prefix = of('prefix');
  const suffix = of('suffix');
  return { ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) };
}

const queueProperties = z.strictObject({
  VisibilityTimeout: number.default(30),
  MessageRetentionPeriod: number.optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: number }).optional(),
  ...ignored('KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'QueueName', 'ReceiveMessageWaitTimeSeconds'),
  ...ignored('RedriveAllowPolicy', 'SqsManagedSseEnabled', 'Tags'),
});

export const readQueues = (registry: Registry): QueueSpec[] =>
  registry.ofType('AWS::SQS::Queue').map((entry) => {
    const given = registry.properties(entry, queueProperties);
    return {
      name: entry.name,
      arn: registry.attributeOf(entry, 'Arn'),
      visibilityTimeoutSeconds: given.VisibilityTimeout,
      ...(given.MessageRetentionPeriod !== undefined && { retentionSeconds: given.MessageRetentionPeriod }),
      ...(given.RedrivePolicy && {
        redrive: {
          deadLetterQueueArn: given.RedrivePolicy.deadLetterTargetArn,
          maxReceiveCount: given.RedrivePolicy.maxReceiveCount,
        },
      }),
    };
  });

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ...ignored('ContributorInsightsSpecification', 'OnDemandThroughput', 'WarmThroughput'),
});

const tableProperties = z.strictObject({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.literal('PAY_PER_REQUEST', 'tables here are on demand'),
  GlobalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: boolean }).optional(),
  ...ignored('ContributorInsightsSpecification', 'DeletionProtectionEnabled', 'OnDemandThroughput', 'ResourcePolicy'),
  ...ignored(
    'PointInTimeRecoverySpecification',
    'SSESpecification',
    'TableClass',
    'TableName',
    'Tags',
    'WarmThroughput',
  ),
});

export const readTables = (registry: Registry): TableSpec[] =>
  registry.ofType('AWS::DynamoDB::Table').map((entry) => {
    const given = registry.properties(entry, tableProperties);
    return {
      name: entry.name,
      createTable: {
        KeySchema: given.KeySchema,
        AttributeDefinitions: given.AttributeDefinitions,
        BillingMode: given.BillingMode,
        ...(given.GlobalSecondaryIndexes.length > 0 && {
          GlobalSecondaryIndexes: given.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
            IndexName,
            KeySchema,
            Projection: { ...Projection },
          })),
        }),
        ...(given.StreamSpecification && {
          StreamSpecification: { StreamEnabled: true, StreamViewType: given.StreamSpecification.StreamViewType },
        }),
      },
      ...(given.TimeToLiveSpecification?.Enabled && { ttlAttribute: given.TimeToLiveSpecification.AttributeName }),
    };
  });
