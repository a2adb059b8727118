import * as z from 'zod';
import type {
  BehaviorSpec,
  DistributionSpec,
  HttpApiSpec,
  OriginSpec,
  PlainOriginSpec,
  ResponseHeadersSpec,
} from '../edge/edge-specs.ts';
import type { BucketSpec } from '../specs.ts';
import { forwarding } from './forwarding.ts';
import { boolean, ignored, number } from './ignored.ts';
import { listableBuckets } from './listable-buckets.ts';
import type { Registry } from './registry.ts';
import { responseHeaders } from './response-headers.ts';

const behavior = z.strictObject({
  PathPattern: z.string().default('*'),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  Compress: boolean.default(false),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .max(1)
    .default([]),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  ...ignored('CachedMethods', 'ViewerProtocolPolicy'),
});

const origin = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginCustomHeaders: z.array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
  ...ignored('ConnectionAttempts', 'ConnectionTimeout', 'CustomOriginConfig', 'OriginAccessControlId'),
  ...ignored('OriginShield', 'S3OriginConfig'),
});

const listOf = <T extends z.ZodType>(item: T) => z.strictObject({ Items: z.array(item), ...ignored('Quantity') });

const originGroup = z.strictObject({
  Id: z.string(),
  FailoverCriteria: z.strictObject({ StatusCodes: listOf(number) }),
  Members: listOf(z.strictObject({ OriginId: z.string() })),
});

const errorResponse = z.strictObject({
  ErrorCode: number,
  ResponseCode: number.optional(),
  ResponsePagePath: z.string().optional(),
  ...ignored('ErrorCachingMinTTL'),
});

const properties = z.strictObject({
  DistributionConfig: z.strictObject({
    Origins: z.array(origin),
    OriginGroups: listOf(originGroup).default({ Items: [] }),
    DefaultCacheBehavior: behavior,
    CacheBehaviors: z.array(behavior).default([]),
    CustomErrorResponses: z.array(errorResponse).default([]),
    DefaultRootObject: z.string().optional(),
    Enabled: z.literal(true),
    ...ignored('Aliases', 'Comment', 'HttpVersion', 'IPV6Enabled', 'Logging', 'PriceClass', 'Restrictions'),
    ...ignored('ViewerCertificate', 'WebACLId'),
  }),
  ...ignored('Tags'),
});

const functionProperties = z.strictObject({
  FunctionCode: z.string(),
  FunctionConfig: z.object({ Runtime: z.literal('cloudfront-js-2.0') }),
  ...ignored('AutoPublish', 'FunctionMetadata', 'Name', 'Tags'),
});

/** The one distribution of the template. */
export function readDistribution(registry: Registry, buckets: BucketSpec[], apis: HttpApiSpec[]): DistributionSpec {
  const [entry, ...others] = registry.ofType('AWS::CloudFront::Distribution');
  if (!entry || others.length > 0) throw new Error('The local host takes a template with exactly one distribution');
  const { DistributionConfig: given } = registry.properties(entry, properties);
  const listable = listableBuckets(registry);
  const plain = new Map(given.Origins.map((o) => [o.Id, originSpec(o, buckets, apis, listable)]));
  const groups = given.OriginGroups.Items.map((group) => [group.Id, groupSpec(group, plain)] as const);
  const origins = new Map<string, OriginSpec>([...plain, ...groups]);
  const codes = viewerFunctions(registry);
  const policies = responseHeaders(registry);
  return {
    behaviors: [...given.CacheBehaviors, given.DefaultCacheBehavior].map((b) => ({
      pathPattern: b.PathPattern,
      origin: found(origins, b.TargetOriginId, 'origin'),
      allowedMethods: b.AllowedMethods,
      compress: b.Compress,
      forwards: forwarding(registry, b.CachePolicyId, b.OriginRequestPolicyId),
      ...extras(b, codes, policies),
    })),
    errorResponses: given.CustomErrorResponses.map(({ ErrorCode, ResponseCode, ResponsePagePath }) => ({
      errorCode: ErrorCode,
      ...(ResponseCode !== undefined && { responseCode: ResponseCode }),
      ...(ResponsePagePath !== undefined && { responsePagePath: ResponsePagePath }),
    })),
    ...(given.DefaultRootObject && { defaultRootObject: given.DefaultRootObject }),
  };
}

function extras(
  given: z.infer<typeof behavior>,
  codes: Map<string, string>,
  policies: Map<string, ResponseHeadersSpec>,
): Pick<BehaviorSpec, 'viewerFunction' | 'responseHeaders'> {
  const arn = given.FunctionAssociations[0]?.FunctionARN;
  const policy = given.ResponseHeadersPolicyId;
  return {
    ...(arn && { viewerFunction: found(codes, arn, 'function') }),
    ...(policy && { responseHeaders: found(policies, policy, 'response headers policy') }),
  };
}

const viewerFunctions = (registry: Registry) =>
  new Map(
    registry.ofType('AWS::CloudFront::Function').map((entry) => {
      return [registry.attributeOf(entry, 'FunctionARN'), registry.properties(entry, functionProperties).FunctionCode];
    }),
  );

function originSpec(
  given: z.infer<typeof origin>,
  buckets: BucketSpec[],
  apis: HttpApiSpec[],
  listable: Set<string>,
): PlainOriginSpec {
  const [host = '', service = ''] = given.DomainName.split('.');
  if (service === 's3' && buckets.some(({ name }) => name === host)) {
    return { kind: 'bucket', bucket: host, path: given.OriginPath, listable: listable.has(host) };
  }
  if (service === 'execute-api' && apis.some(({ name }) => name === host)) {
    const headers = given.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
      HeaderName.toLowerCase(),
      HeaderValue,
    ]);
    return { kind: 'api', api: host, path: given.OriginPath, customHeaders: Object.fromEntries(headers) };
  }
  throw new Error(`The local CDN has no origin for ${given.DomainName}`);
}

function groupSpec(given: z.infer<typeof originGroup>, origins: Map<string, PlainOriginSpec>): OriginSpec {
  const [primary, fallback] = given.Members.Items.map(({ OriginId }) => found(origins, OriginId, 'origin'));
  if (!primary || !fallback) throw new Error(`The origin group ${given.Id} does not have two origins`);
  return { kind: 'group', primary, fallback, statusCodes: given.FailoverCriteria.StatusCodes.Items };
}

function found<T>(map: Map<string, T>, key: string, what: string): T {
  const value = map.get(key);
  if (value === undefined)
    throw new Error(`The distribution names the ${what} ${key}, which the template does not have`);
  return value;
}
