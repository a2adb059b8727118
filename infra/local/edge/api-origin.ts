import { setTimeout as sleep } from 'node:timers/promises';
import { preflight, withCors } from './api-cors.ts';
import { apiEvent } from './api-event.ts';
import { apiResponse } from './api-response.ts';
import { routeMatcher } from './api-routes.ts';
import { type EdgeRequest, type EdgeResponse, jsonResponse } from './edge-message.ts';
import type { HttpApiSpec } from './edge-specs.ts';

/** Runs a function by name and answers what it returned. Rejects when the invocation failed. */
export type Invoke = (functionName: string, event: unknown) => Promise<unknown>;

/** The HTTP API's own limits: 10 MB a payload, of which Lambda takes 6 MB an event; 30 s for an integration. */
const LARGEST_BODY = 10 * 1024 * 1024;
const LARGEST_EVENT = 6 * 1024 * 1024;
const LONGEST_SECONDS = 30;

/**
 * An HTTP API in front of functions: routes, payload format 2.0, CORS and the API's own answers for what reaches no function
 * (404, 413), fails (500) or takes too long (503).
 */
export function httpApi(spec: HttpApiSpec, invoke: Invoke): (request: EdgeRequest) => Promise<EdgeResponse> {
  const match = routeMatcher(spec.routes);
  return async (request) => {
    const answered = preflight(request, spec.cors) ?? (await respond(request));
    return withCors(request, answered, request.method === 'OPTIONS' ? undefined : spec.cors);
  };

  async function respond(request: EdgeRequest): Promise<EdgeResponse> {
    // An API answers only to its own name; the viewer's Host, forwarded, is a fault of the CDN's wiring.
    if (request.headers.host !== undefined) return jsonResponse(403, { message: 'Forbidden' });
    if (request.body.length > LARGEST_BODY) return jsonResponse(413, { message: 'Request Entity Too Large' });
    const path = decoded(request.path);
    if (path === undefined) return jsonResponse(400, { message: 'Bad Request' });
    const matched = match(request.method, path);
    if (!matched) return jsonResponse(404, { message: 'Not Found' });
    const event = apiEvent(spec.name, request, path, matched, new Date());
    if ((event.body?.length ?? 0) > LARGEST_EVENT) return jsonResponse(413, { message: 'Request Entity Too Large' });
    return await integrate(matched.route.functionName, event, matched.route.timeoutSeconds);
  }

  async function integrate(functionName: string, event: unknown, timeoutSeconds: number): Promise<EdgeResponse> {
    const timer = new AbortController();
    const late = sleep(Math.min(timeoutSeconds, LONGEST_SECONDS) * 1000, undefined, { signal: timer.signal }).then(() =>
      jsonResponse(503, { message: 'Service Unavailable' }),
    );
    late.catch(() => undefined);
    try {
      return await Promise.race([invoke(functionName, event).then(apiResponse), late]);
    } catch {
      // What went wrong is in the function's log; the caller learns what the API tells anyone.
      return jsonResponse(500, { message: 'Internal Server Error' });
    } finally {
      timer.abort();
    }
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
