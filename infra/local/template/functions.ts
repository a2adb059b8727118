import * as z from 'zod';
import type { FunctionSpec } from '../specs.ts';
import { ignored, number } from './ignored.ts';
import type { Entry, Registry } from './registry.ts';

const properties = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions run here'),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  ReservedConcurrentExecutions: number.optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  ...ignored('Architectures', 'Description', 'FunctionName', 'LoggingConfig', 'Role', 'Tags', 'TracingConfig'),
  ...ignored('EphemeralStorage', 'RecursiveLoop', 'RuntimeManagementConfig', 'SnapStart', 'KmsKeyArn', 'Layers'),
});

export const readFunctions = (registry: Registry): FunctionSpec[] =>
  registry.ofType('AWS::Lambda::Function').map((entry) => {
    const given = registry.properties(entry, properties);
    return {
      name: entry.name,
      assetDir: assetDir(entry, given.Code.S3Key),
      handler: given.Handler,
      environment: given.Environment.Variables,
      timeoutSeconds: given.Timeout,
      memoryMb: given.MemorySize,
      ...(given.ReservedConcurrentExecutions !== undefined && { concurrency: given.ReservedConcurrentExecutions }),
    };
  });

function assetDir({ logicalId, stack }: Entry, key: string): string {
  const path = stack.assets.get(key.replace(/\.zip$/, ''));
  if (!path) throw new Error(`The bundle ${key} of ${logicalId} is not among the assets of ${stack.name}`);
  return path;
}

/** The function that an ARN, an API's invocation ARN or a bare name stands for. Throws if the template has none. */
export function functionNamed(reference: string, functions: readonly FunctionSpec[]): FunctionSpec {
  const name = /function:([^:/]+)/.exec(reference)?.[1] ?? reference;
  const found = functions.find((spec) => spec.name === name);
  if (!found) throw new Error(`The template has no function for ${reference}`);
  return found;
}
