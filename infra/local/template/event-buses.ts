import * as z from 'zod';
import type { EventBusSpec, EventTarget, FunctionSpec } from '../specs.ts';
import { hasPattern, pattern } from './event-sources.ts';
import { functionNamed } from './functions.ts';
import { ignored } from './ignored.ts';
import type { Registry } from './registry.ts';

const busProperties = z.strictObject({ ...ignored('Description', 'KmsKeyIdentifier', 'Name', 'Tags') });

const ruleProperties = z.strictObject({
  EventBusName: z.string('only rules of a bus of the template run here'),
  EventPattern: pattern,
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(
    z.strictObject({ Arn: z.string(), Id: z.string(), ...ignored('DeadLetterConfig', 'RetryPolicy', 'RoleArn') }),
  ),
  ...ignored('Description', 'Name', 'Tags'),
});

/** The event buses and their rules. A target that is neither a function nor a queue of the template is refused by its ARN. */
export function readEventBuses(registry: Registry, functions: FunctionSpec[]): EventBusSpec[] {
  const rules = registry
    .ofType('AWS::Events::Rule')
    .filter(hasPattern)
    .map((entry) => registry.properties(entry, ruleProperties))
    .filter(({ State }) => State === 'ENABLED');
  return registry.ofType('AWS::Events::EventBus').map((entry) => {
    registry.properties(entry, busProperties);
    const names = [entry.name, registry.attributeOf(entry, 'Arn')];
    return {
      name: entry.name,
      rules: rules
        .filter(({ EventBusName }) => names.includes(EventBusName))
        .map(({ EventPattern, Targets }) => ({
          pattern: EventPattern,
          targets: Targets.map(({ Arn }) => targetOf(Arn, functions)),
        })),
    };
  });
}

function targetOf(arn: string, functions: FunctionSpec[]): EventTarget {
  const service = arn.split(':')[2];
  if (service === 'sqs') return { queueArn: arn };
  if (service === 'lambda') return { functionName: functionNamed(arn, functions).name };
  throw new Error(`The local host has no event target ${arn}`);
}
