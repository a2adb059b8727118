import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NewsroomFunction } from '../../../infra/constructs/newsroom-function.ts';
import { OutboxReader } from '../../../infra/constructs/outbox-reader.ts';
import { OutboxTable } from '../../../infra/constructs/outbox-table.ts';
import { resourcesOf, stageNamed, stubBundles, testStack } from '../stack-under-test.ts';

const bundles = stubBundles();

function outbox(name: string, settings: Record<string, unknown> = {}): Template {
  const stack = testStack();
  const stage = stageNamed(name, settings);
  const table = new OutboxTable(stack, 'Editorial', stage, [
    { name: 'whole', pk: 'a', sk: 'b' },
    { name: 'some', pk: 'c', sk: 'd', projected: ['text', 'likes'] },
    { name: 'keys', pk: 'e', sk: 'f', projected: [] },
  ]);
  new OutboxReader(stack, 'Outbox', {
    table,
    fn: new NewsroomFunction(stack, 'publish', { stage, bundles }),
    stage,
    keys: [{ pk: { prefix: 'FEED#' } }, { pk: { prefix: 'ARTICLE#' }, sk: 'ARTICLE' }],
  });
  return Template.fromStack(stack);
}

describe('a table that is its own outbox', () => {
  const template = outbox('dev');

  it('is on demand, expires items, and streams old and new images', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('projects into its indexes what they say', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        { IndexName: 'whole', Projection: { ProjectionType: 'ALL' } },
        { IndexName: 'some', Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['text', 'likes'] } },
        { IndexName: 'keys', Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    });
  });

  it('is kept, recoverable to the second and safe from deletion where the stage protects its data', () => {
    const [table] = resourcesOf(outbox('prod'), 'AWS::DynamoDB::Table').values();
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('is warmed up where the stage says so', () => {
    outbox('dev', { warmThroughput: { readsPerSecond: 12_000, writesPerSecond: 8_000 } }).hasResourceProperties(
      'AWS::DynamoDB::Table',
      { WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 8_000 } },
    );
  });
});

describe('the reader of an outbox', () => {
  it('begins at the beginning, retries within bounds, and sends what fails to dead letters', () => {
    outbox('dev', { batchingWindowSeconds: 1 }).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [deadLettersIn(outbox('dev')), 'Arn'] } } },
    });
  });

  it('wakes the function for the keys it is for', () => {
    const [mapping] = resourcesOf(outbox('dev'), 'AWS::Lambda::EventSourceMapping').values();
    const { Filters } = z
      .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
      .parse(mapping?.Properties.FilterCriteria);
    expect(Filters.map(({ Pattern }): unknown => JSON.parse(Pattern))).toEqual([
      { dynamodb: { Keys: { pk: { S: [{ prefix: 'FEED#' }] } } } },
      { dynamodb: { Keys: { pk: { S: [{ prefix: 'ARTICLE#' }] }, sk: { S: ['ARTICLE'] } } } },
    ]);
  });
});

function deadLettersIn(template: Template): string {
  const [id] = resourcesOf(template, 'AWS::SQS::Queue').keys();
  return id ?? '';
}
