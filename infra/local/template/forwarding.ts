import { z } from 'zod';
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

const ALL: Selection = { all: true, except: [] };
const NONE: Selection = { all: false, only: [] };
const NOTHING: ForwardSpec = { headers: NONE, queryStrings: NONE, cookies: NONE, acceptEncoding: false };
const only = (...selected: string[]): Selection => ({ all: false, only: selected });

/** AWS's managed policies by id, as "Use managed cache policies" and "… origin request policies" in its manual define them. */
const MANAGED: Record<string, ForwardSpec> = {
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': NOTHING,
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...NOTHING, acceptEncoding: true },
  // UseOriginCacheControlHeaders
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': {
    headers: only('host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'),
    queryStrings: NONE,
    cookies: ALL,
    acceptEncoding: true,
  },
  // UseOriginCacheControlHeaders-QueryStrings
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': {
    headers: only('host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'),
    queryStrings: ALL,
    cookies: ALL,
    acceptEncoding: true,
  },
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { headers: ALL, queryStrings: ALL, cookies: ALL, acceptEncoding: true },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    headers: { all: true, except: ['host'] },
    queryStrings: ALL,
    cookies: ALL,
    acceptEncoding: true,
  },
  // CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    ...NOTHING,
    headers: only('origin', 'access-control-request-headers', 'access-control-request-method'),
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
  if (how === 'none') return NONE;
  if (how === 'whitelist') return { all: false, only: listed };
  return { all: true, except: how === 'allExcept' ? listed : [] };
}

/** CloudFront's own headers are among `only` with allViewerAndWhitelist; with `all` they are let through by name. */
function union(a: Selection, b: Selection): Selection {
  if (!a.all && !b.all) return { all: false, only: [...new Set([...a.only, ...b.only])] };
  const included = [a, b].flatMap((selected) => (selected.all ? [] : selected.only));
  const excluded = [a, b].flatMap((selected) => (selected.all ? [selected.except] : []));
  const except = excluded.reduce((left, right) => left.filter((name) => right.includes(name)));
  return { all: true, except: except.filter((name) => !included.includes(name)) };
}
