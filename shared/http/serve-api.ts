import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Clock } from '../time.ts';
import { answer, problemAnswer } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import { authorize } from './caller.ts';
import { type ApiRequest, type ApiResponse, parseRequest } from './endpoint.ts';
import { cameThroughCdn, ORIGIN_SECRET_HEADER } from './origin-secret.ts';
import { forbidden, notFound, Problem } from './problem.ts';
import { headersOf, isIssuerToken, readRequest } from './read-request.ts';
import { type Endpoints, type Route, routeKeyOf } from './route.ts';

/** What the server has to say to its operators; Powertools' Logger is one. */
export interface ErrorLog {
  error(message: string, attributes: Record<string, string>): void;
}

export interface Api<R extends Route> {
  routes: readonly R[];
  endpoints: Endpoints<R>;
  authenticate: Authenticate;
  originSecrets: readonly string[];
  /** For the one function that has the API's `$default`. */
  unrouted?: Unrouted;
  log: ErrorLog;
  clock: Clock;
}

/** Answers what no route of the whole API answers, by the method and path (decoded, from `/api/` on) that were asked for. */
export type Unrouted = (asked: { method: string; path: string }) => Promise<ApiResponse>;

export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

type UntypedEndpoint = (request: ApiRequest) => Promise<ApiResponse>;

/** The same with the endpoints' own types forgotten: what they get has been parsed by their routes' schemas. */
interface UntypedApi extends Omit<Api<Route>, 'endpoints'> {
  endpoints: Readonly<Record<string, UntypedEndpoint>>;
}

/**
 * The handler of an HTTP API function. In this order: the origin secret, the route, the caller's token, the route's
 * role, then the request itself: nothing of a body is read for someone who may not send it. HEAD is answered as GET, without
 * the body (RFC 9110, 9.3.2). A Problem is answered as such, any other error as a plain 500 of which the log gets the kind
 * and the place, never the message, since that may quote what a reader wrote.
 */
export function serveApi<R extends Route>(api: Api<R>): HttpHandler;
export function serveApi(api: UntypedApi): HttpHandler {
  const endpoints = new Map(Object.entries(api.endpoints));
  const table = new Map<string, { route: Route; endpoint: UntypedEndpoint | undefined }>(
    api.routes.map((route) => [routeKeyOf(route), { route, endpoint: endpoints.get(routeKeyOf(route)) }] as const),
  );

  const serve: HttpHandler = async (event) => {
    const headers = headersOf(event);
    if (!cameThroughCdn(headers[ORIGIN_SECRET_HEADER], api.originSecrets)) {
      throw forbidden('origin-refused', 'This API is reached through the site.');
    }
    const { method } = event.requestContext.http;
    if (event.routeKey === '$default' && api.unrouted) {
      return answer(await api.unrouted({ method, path: event.rawPath }), method, undefined);
    }
    const { route, endpoint } = table.get(event.routeKey.replace(/^HEAD /, 'GET ')) ?? {};
    if (!route || !endpoint) throw notFound('route-unknown', 'There is no such route.');
    const { authorization } = headers;
    const caller = await api.authenticate(isIssuerToken(authorization) ? authorization : undefined);
    authorize(route.access, caller);
    const response = await endpoint(parseRequest(route, readRequest(event, caller, api.clock())));
    return answer(response, route.method, headers['if-none-match']);
  };

  const served: HttpHandler = async (event) => {
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

  return async (event) => {
    const { body, ...head } = await served(event);
    return event.requestContext.http.method === 'HEAD' || body === undefined ? head : { ...head, body };
  };
}

/** The kind of an error and the stack without its first lines, which hold the message. */
function describe(error: unknown): { error: string; at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 8).join('\n') };
}
