import * as z from 'zod';
import type { Registry } from './registry.ts';

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const properties = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.string(), Action: list, Principal: z.unknown() })),
  }),
});

/**
 * The buckets that the CDN may list. The one grant that is looked at here, since readers see it: S3 answers 404 for a missing
 * object to one who may list the bucket, and 403 to anyone else.
 */
export function listableBuckets(registry: Registry): Set<string> {
  const policies = registry.ofType('AWS::S3::BucketPolicy').map((entry) => registry.properties(entry, properties));
  const listable = policies.filter(({ PolicyDocument }) =>
    PolicyDocument.Statement.some(
      ({ Effect, Action, Principal }) =>
        Effect === 'Allow' && Action.includes('s3:ListBucket') && JSON.stringify(Principal).includes('cloudfront'),
    ),
  );
  return new Set(listable.map(({ Bucket }) => Bucket));
}
