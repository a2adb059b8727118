import * as z from 'zod';
import type { FunctionSpec, Pattern, QueueSourceSpec, ScheduleSpec, StreamSourceSpec } from '../specs.ts';
import { functionNamed } from './functions.ts';
import { boolean, ignored, number } from './ignored.ts';
import type { Entry, Registry } from './registry.ts';

const patternValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.record(z.string(), z.unknown())]);

/** An event pattern, as filters of event sources and rules of buses have it. */
export const pattern: z.ZodType<Pattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(patternValue), pattern])),
);

const mappingProperties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: boolean.default(true),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.default(0),
  FilterCriteria: z
    .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
    .default({ Filters: [] }),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: number }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  MaximumRetryAttempts: number.optional(),
  MaximumRecordAgeInSeconds: number.optional(),
  BisectBatchOnFunctionError: boolean.optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  ParallelizationFactor: number.pipe(z.literal(1)).optional(),
  ...ignored('KmsKeyArn', 'MetricsConfig', 'Tags'),
});

type Mapping = z.infer<typeof mappingProperties>;

/** The event source mappings: of queues and of table streams. Any other source is refused by name. */
export function readEventSources(registry: Registry, functions: FunctionSpec[]) {
  const queues: QueueSourceSpec[] = [];
  const streams: StreamSourceSpec[] = [];
  for (const entry of registry.ofType('AWS::Lambda::EventSourceMapping')) {
    const given = registry.properties(entry, mappingProperties);
    if (!given.Enabled) continue;
    const functionName = functionNamed(given.FunctionName, functions).name;
    const service = given.EventSourceArn.split(':')[2];
    if (service === 'sqs') queues.push(queueSource(functionName, given));
    else if (service === 'dynamodb') streams.push(streamSource(functionName, given));
    else throw new Error(`The local host has no event source for ${given.EventSourceArn} (${entry.logicalId})`);
  }
  return { queues, streams };
}

const shared = (functionName: string, given: Mapping) => ({
  functionName,
  batchingWindowSeconds: given.MaximumBatchingWindowInSeconds,
  filters: given.FilterCriteria.Filters.map(({ Pattern }) => pattern.parse(JSON.parse(Pattern))),
  reportBatchItemFailures: given.FunctionResponseTypes.length > 0,
});

const queueSource = (functionName: string, given: Mapping): QueueSourceSpec => ({
  ...shared(functionName, given),
  queueArn: given.EventSourceArn,
  batchSize: given.BatchSize ?? 10,
  ...(given.ScalingConfig && { maximumConcurrency: given.ScalingConfig.MaximumConcurrency }),
});

function streamSource(functionName: string, given: Mapping): StreamSourceSpec {
  const tableName = given.EventSourceArn.split('/')[1];
  if (!tableName || !given.StartingPosition) throw new Error(`Not a stream's mapping: ${given.EventSourceArn}`);
  return {
    ...shared(functionName, given),
    tableName,
    streamArn: given.EventSourceArn,
    batchSize: given.BatchSize ?? 100,
    startingPosition: given.StartingPosition,
    ...(given.MaximumRetryAttempts !== undefined && { maximumRetryAttempts: given.MaximumRetryAttempts }),
    ...(given.MaximumRecordAgeInSeconds !== undefined && { maximumRecordAgeSeconds: given.MaximumRecordAgeInSeconds }),
    ...(given.BisectBatchOnFunctionError !== undefined && {
      bisectBatchOnFunctionError: given.BisectBatchOnFunctionError,
    }),
    ...(given.DestinationConfig && { onFailureQueueArn: given.DestinationConfig.OnFailure.Destination }),
  };
}

const scheduleProperties = z.strictObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.literal(['UTC', 'Etc/UTC'], 'schedules here run in UTC').optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    Input: z.string().optional(),
    ...ignored('DeadLetterConfig', 'RetryPolicy', 'RoleArn'),
  }),
  ...ignored('Description', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn', 'Name'),
});

const ruleProperties = z.strictObject({
  ScheduleExpression: z.string('only rules with a schedule or a pattern run here'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(
    z.strictObject({
      Arn: z.string(),
      Id: z.string(),
      Input: z.string().optional(),
      ...ignored('DeadLetterConfig', 'RetryPolicy'),
    }),
  ),
  ...ignored('Description', 'Name', 'Tags'),
});

/** Whether a rule is one of a bus, and not a schedule. */
export const hasPattern = ({ resource }: Entry): boolean => 'EventPattern' in resource.Properties;

/** The schedules of EventBridge Scheduler and of EventBridge's rules. */
export function readSchedules(registry: Registry, functions: FunctionSpec[]): ScheduleSpec[] {
  const spec = (
    name: string,
    expression: string,
    target: { Arn: string; Input?: string | undefined },
  ): ScheduleSpec => ({
    name,
    expression,
    functionName: functionNamed(target.Arn, functions).name,
    ...(target.Input !== undefined && { input: JSON.parse(target.Input) }),
  });
  const scheduled = registry.ofType('AWS::Scheduler::Schedule').flatMap((entry) => {
    const given = registry.properties(entry, scheduleProperties);
    return given.State === 'ENABLED' ? [spec(entry.name, given.ScheduleExpression, given.Target)] : [];
  });
  const rules = registry.ofType('AWS::Events::Rule').filter((entry) => !hasPattern(entry));
  const ruled = rules.flatMap((entry) => {
    const given = registry.properties(entry, ruleProperties);
    if (given.State !== 'ENABLED') return [];
    return given.Targets.map((target) => spec(entry.name, given.ScheduleExpression, target));
  });
  return [...scheduled, ...ruled];
}
