import { httpApi, type Invoke } from './api-origin.ts';
import { Compressor } from './compression.ts';
import { conditional } from './conditional.ts';
import { type EdgeRequest, type EdgeResponse, textResponse } from './edge-message.ts';
import type { BehaviorSpec, DistributionSpec, ForwardSpec, HttpApiSpec, OriginSpec } from './edge-specs.ts';
import { forwarded } from './forward.ts';
import { fromBucket, type ObjectReader } from './object-origin.ts';
import { pathMatcher } from './path-pattern.ts';
import { withPolicy } from './response-policy.ts';
import { type Viewed, viewerFunction } from './viewer-function.ts';

/** For no other method does CloudFront ask the second origin of a group. */
const FAILING_OVER = new Set(['GET', 'HEAD', 'OPTIONS']);

type Origin = (request: EdgeRequest) => Promise<EdgeResponse> | EdgeResponse;

interface Behavior {
  spec: BehaviorSpec;
  matches: (path: string) => boolean;
  view?: (request: EdgeRequest) => Promise<Viewed>;
  origin: Origin;
}

/** What stands behind the CDN. */
export interface Behind {
  apis: readonly HttpApiSpec[];
  invoke: Invoke;
  read: ObjectReader;
}

/**
 * The CDN of the template: behaviors in their order, the viewer function, origins, error responses, compression and response
 * headers. **It keeps no cache**: every answer is as fresh as an object whose time has just run out. It serves plain HTTP and
 * whole objects: no redirect to HTTPS, no ranges.
 */
export function distribution(spec: DistributionSpec, behind: Behind): (request: EdgeRequest) => Promise<EdgeResponse> {
  const apis = new Map(behind.apis.map((api) => [api.name, httpApi(api, behind.invoke)]));
  const compressor = new Compressor();
  const behaviors = spec.behaviors.map(
    (behavior): Behavior => ({
      spec: behavior,
      matches: pathMatcher(behavior.pathPattern),
      origin: originOf(behavior.origin, behavior.forwards),
      ...(behavior.viewerFunction !== undefined && { view: viewerFunction(behavior.viewerFunction) }),
    }),
  );

  function originOf(origin: OriginSpec, forwards: ForwardSpec): Origin {
    if (origin.kind === 'group') {
      const [primary, fallback] = [originOf(origin.primary, forwards), originOf(origin.fallback, forwards)];
      return async (request) => {
        const response = await primary(request);
        const fails = origin.statusCodes.includes(response.status) && FAILING_OVER.has(request.method);
        return fails ? await fallback(request) : response;
      };
    }
    if (origin.kind === 'bucket') return (request) => fromBucket(origin, request, behind.read);
    const api = apis.get(origin.api);
    if (!api) throw new Error(`The distribution names the API ${origin.api}, which the template does not have`);
    return (request) =>
      api(forwarded({ ...request, path: `${origin.path}${request.path}` }, forwards, origin.customHeaders));
  }

  const behaviorFor = (path: string) => behaviors.find(({ matches }) => matches(path));

  const withRootObject = (request: EdgeRequest): EdgeRequest =>
    request.path === '/' && spec.defaultRootObject ? { ...request, path: `/${spec.defaultRootObject}` } : request;

  return async (request) => {
    const behavior = behaviorFor(request.path);
    if (!behavior) return textResponse(404, 'No behavior of the distribution matches this path');
    const { asked, response } = await answer(behavior, request);
    const encoded = behavior.spec.compress && behavior.spec.forwards.acceptEncoding;
    const compressed = encoded ? await compressor.compress(response, request.headers['accept-encoding']) : response;
    return withPolicy(conditional(asked, compressed), behavior.spec.responseHeaders);
  };

  /** The answer, and what it is an answer to: conditions are those that the viewer function has left. */
  async function answer(behavior: Behavior, request: EdgeRequest): Promise<Answered> {
    if (!behavior.spec.allowedMethods.includes(request.method)) {
      const response = textResponse(403, 'This distribution does not allow the method that was used for this path');
      return { asked: request, response };
    }
    const viewed = behavior.view ? await view(behavior.view, request) : { request };
    if ('response' in viewed) return { asked: request, response: viewed.response };
    const response = await behavior.origin(withRootObject(viewed.request));
    return { asked: viewed.request, response: response.status >= 400 ? await errorPage(response) : response };
  }

  /** As CloudFront does for every origin alike: a mapping for S3's 403 replaces an API's 403 as well. */
  async function errorPage(response: EdgeResponse): Promise<EdgeResponse> {
    const mapped = spec.errorResponses.find(({ errorCode }) => errorCode === response.status);
    if (!mapped?.responsePagePath) return response;
    const request = { method: 'GET', path: mapped.responsePagePath, query: '', headers: {}, body: Buffer.alloc(0) };
    const page = await behaviorFor(request.path)?.origin({ ...request, viewerAddress: '' });
    const status = mapped.responseCode ?? response.status;
    return page?.status === 200 ? { ...page, status } : response;
  }
}

interface Answered {
  asked: EdgeRequest;
  response: EdgeResponse;
}

async function view(run: (request: EdgeRequest) => Promise<Viewed>, request: EdgeRequest): Promise<Viewed> {
  try {
    return await run(request);
  } catch (error) {
    console.error('The viewer function failed:', error);
    return { response: textResponse(503, 'The CloudFront function failed; its error is in the output of npm start') };
  }
}
