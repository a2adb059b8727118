import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Clock } from '../time.ts';
import { answer, problemAnswer } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import { authorize } from './caller.ts';
import type { Endpoint } from './endpoint.ts';
import { cameThroughCdn, ORIGIN_SECRET_HEADER } from './origin-secret.ts';
import { forbidden, notFound, Problem } from './problem.ts';
import { headersOf, isIssuerToken, readRequest } from './read-request.ts';
import { type Route, type RouteKey, routeKeyOf } from './route.ts';

/** What the server has to say to its operators; Powertools' Logger is one. */
export interface ErrorLog {
  error(message: string, attributes: Record<string, string>): void;
}

export interface Api<R extends Route> {
  routes: readonly R[];
  /** One endpoint a route: the compiler sees that none is missing. */
  endpoints: Record<RouteKey<R>, Endpoint>;
  authenticate: Authenticate;
  originSecrets: readonly string[];
  log: ErrorLog;
  clock: Clock;
}

export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The handler of an HTTP API function. In this order: the origin secret, the route, the caller's token, the route's
 * role, then the request itself: nothing of a body is read for someone who may not send it. A Problem is answered as such, any other error as a
 * plain 500 of which the log gets the kind and the place, never the message, since that may quote what a reader wrote.
 */
export function serveApi<R extends Route>(api: Api<R>): HttpHandler {
  const table = new Map<string, { route: Route; endpoint: Endpoint }>();
  const endpoints = new Map<string, Endpoint>(Object.entries(api.endpoints));
  for (const route of api.routes) {
    const endpoint = endpoints.get(routeKeyOf(route));
    if (endpoint) table.set(routeKeyOf(route), { route, endpoint });
  }

  const serve: HttpHandler = async (event) => {
    const headers = headersOf(event);
    if (!cameThroughCdn(headers[ORIGIN_SECRET_HEADER], api.originSecrets)) {
      throw forbidden('origin-refused', 'This API is reached through the site.');
    }
    const target = table.get(event.routeKey);
    if (!target) throw notFound('route-unknown', 'There is no such route.');
    const { authorization } = headers;
    const caller = await api.authenticate(isIssuerToken(authorization) ? authorization : undefined);
    authorize(target.route.access, caller);
    const response = await target.endpoint(readRequest(event, caller, api.clock()));
    return answer(response, target.route.method, headers['if-none-match']);
  };

  return async (event) => {
    try {
      return await serve(event);
    } catch (error) {
      if (error instanceof Problem) return problemAnswer(error);
      api.log.error('Request failed', {
        ...describe(error),
        routeKey: event.routeKey,
        requestId: event.requestContext.requestId,
      });
      return problemAnswer(new Problem({ status: 500, code: 'internal', detail: 'Something went wrong on our side.' }));
    }
  };
}

/** The kind of an error and the stack without its first lines, which hold the message. */
function describe(error: unknown): { error: string; at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 8).join('\n') };
}
