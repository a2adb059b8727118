import * as z from 'zod';
import type { ForwardSpec, Selection } from '../edge/edge-specs.ts';
import { boolean, ignored } from './ignored.ts';
import type { Registry } from './registry.ts';

const names = z.array(z.string().toLowerCase()).default([]);

const behavior = z.enum(['none', 'whitelist', 'allExcept', 'all', 'allViewer', 'allViewerAndWhitelistCloudFront']);

const config = z.object({
  HeadersConfig: z.strictObject({ HeaderBehavior: behavior, Headers: names }),
  QueryStringsConfig: z.strictObject({ QueryStringBehavior: behavior, QueryStrings: z.array(z.string()).default([]) }),
  CookiesConfig: z.strictObject({ CookieBehavior: behavior, Cookies: z.array(z.string()).default([]) }),
  EnableAcceptEncodingGzip: boolean.optional(),
  EnableAcceptEncodingBrotli: boolean.optional(),
});

const cachePolicy = z.strictObject({
  CachePolicyConfig: z.object({
    ParametersInCacheKeyAndForwardedToOrigin: config,
    ...ignored('Comment', 'DefaultTTL', 'MaxTTL', 'MinTTL', 'Name'),
  }),
});

const originRequestPolicy = z.strictObject({ OriginRequestPolicyConfig: config });

const selected = (all: boolean, named: string[] = [], except: string[] = []): Selection => ({ all, named, except });

const ALL = selected(true);
const NONE = selected(false);
const NOTHING: ForwardSpec = { headers: NONE, queryStrings: NONE, cookies: NONE, acceptEncoding: false };
const EVERYTHING: ForwardSpec = { headers: ALL, queryStrings: ALL, cookies: ALL, acceptEncoding: false };
const ORIGIN_CACHE_CONTROL: ForwardSpec = {
  headers: selected(false, ['host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override']),
  queryStrings: NONE,
  cookies: ALL,
  acceptEncoding: true,
};

/** AWS's managed policies by id, as "Use managed cache policies" and "… origin request policies" in its manual define them. */
const MANAGED: Record<string, ForwardSpec> = {
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': NOTHING,
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...NOTHING, acceptEncoding: true },
  // UseOriginCacheControlHeaders, and the same with query strings
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': ORIGIN_CACHE_CONTROL,
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': { ...ORIGIN_CACHE_CONTROL, queryStrings: ALL },
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': EVERYTHING,
  // AllViewerExceptHostHeader, which has CloudFront's own headers on the protocol and on where the viewer is as well
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    ...EVERYTHING,
    headers: selected(true, ['cloudfront-viewer-address', 'cloudfront-forwarded-proto'], ['host']),
  },
  // CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    ...NOTHING,
    headers: selected(false, ['origin', 'access-control-request-headers', 'access-control-request-method']),
  },
};

/** What a behavior with these policies forwards: all that either of them names. Throws for a policy that is unknown. */
export function forwarding(
  registry: Registry,
  cachePolicyId: string,
  originRequestPolicyId: string | undefined,
): ForwardSpec {
  const policies = [policy(registry, cachePolicyId)];
  if (originRequestPolicyId) policies.push(policy(registry, originRequestPolicyId));
  return policies.reduce((a, b) => ({
    headers: union(a.headers, b.headers),
    queryStrings: union(a.queryStrings, b.queryStrings),
    cookies: union(a.cookies, b.cookies),
    acceptEncoding: a.acceptEncoding || b.acceptEncoding,
  }));
}

function policy(registry: Registry, id: string): ForwardSpec {
  const managed = MANAGED[id];
  if (managed) return managed;
  const ofCache = registry.ofType('AWS::CloudFront::CachePolicy').find(({ name }) => name === id);
  if (ofCache) {
    return forwardSpec(
      registry.properties(ofCache, cachePolicy).CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin,
    );
  }
  const ofOrigin = registry.ofType('AWS::CloudFront::OriginRequestPolicy').find(({ name }) => name === id);
  if (ofOrigin) return forwardSpec(registry.properties(ofOrigin, originRequestPolicy).OriginRequestPolicyConfig);
  throw new Error(`The local CDN does not know the policy ${id}: add it to infra/local/template/forwarding.ts`);
}

function forwardSpec(given: z.infer<typeof config>): ForwardSpec {
  return {
    headers: selection(given.HeadersConfig.HeaderBehavior, given.HeadersConfig.Headers),
    queryStrings: selection(given.QueryStringsConfig.QueryStringBehavior, given.QueryStringsConfig.QueryStrings),
    cookies: selection(given.CookiesConfig.CookieBehavior, given.CookiesConfig.Cookies),
    acceptEncoding: Boolean(given.EnableAcceptEncodingGzip || given.EnableAcceptEncodingBrotli),
  };
}

function selection(how: z.infer<typeof behavior>, listed: string[]): Selection {
  if (how === 'allExcept') return selected(true, [], listed);
  return selected(how.startsWith('all'), listed);
}

function union(a: Selection, b: Selection): Selection {
  const named = [...new Set([...a.named, ...b.named])];
  const excepts = [a, b].filter((selection) => selection.all).map((selection) => selection.except);
  const except = excepts[0]?.filter((name) => excepts.every((names) => names.includes(name)) && !named.includes(name));
  return selected(a.all || b.all, named, except ?? []);
}
