import type * as z from 'zod';
import type { ApiRequest, ApiResponse } from './endpoint.ts';

/** Who may call a route. `editor` includes what a `moderator` may do: an editor answers for the discussion too. */
export type Access = 'anyone' | 'reader' | 'moderator' | 'editor';

/** What a route answers with one status: in words, and its body's schema by media type. */
export interface Answered {
  readonly description: string;
  /** Whether it has a `Link` header. */
  readonly linked?: true;
  readonly content?: Readonly<Record<string, z.ZodType>>;
}

/**
 * One route of the HTTP API, as data: infra creates it from this and describes it at `/api/openapi.json`, the function dispatches
 * on it and reads requests by its schemas, and tests hold it against every role and its answers against what it says of them.
 * A GET answers HEAD too.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** API Gateway's form, parameters in braces. */
  readonly path: `/api/${string}`;
  readonly access: Access;
  /** Its name in clients that are made from the description: camelCase, never changed. */
  readonly operationId: string;
  readonly tag: 'Articles' | 'Desk' | 'Comments' | 'Moderation' | 'Readers' | 'API';
  /** A few words; what else there is to say goes into `description`. */
  readonly summary: string;
  readonly description?: string;
  /** The parameters of the path. They are described only: what an endpoint does not find is its own 404. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  /** A `strictObject` of strings: a parameter that it does not know is refused by name. Without it there are none. */
  readonly query?: z.ZodType;
  /** Without it there is no body. */
  readonly body?: z.ZodType;
  /** Whether a guest's edit token opens it as well. */
  readonly takesEditToken?: true;
  readonly answers: Readonly<Record<number, Answered>>;
  /** The refusals of its own, by status; those that any route has go without saying. */
  readonly problems?: Readonly<Record<number, string>>;
}

/** API Gateway's name for a route, the `routeKey` of its events. */
export type RouteKey<R extends Route = Route> = R extends Route ? `${R['method']} ${R['path']}` : never;

export const routeKeyOf = (route: Route): RouteKey => `${route.method} ${route.path}`;

/** An answer whose body is JSON of this schema. */
export const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': schema },
});

/** What answers a route: it gets query and body as the route's schemas have parsed them. */
export type Endpoint<R extends Route> = (
  request: ApiRequest<Parsed<R, 'query', Record<never, never>>, Parsed<R, 'body', undefined>>,
) => Promise<ApiResponse>;

type Parsed<R extends Route, Part extends 'query' | 'body', Otherwise> = R extends {
  readonly [P in Part]: infer S extends z.ZodType;
}
  ? z.output<S>
  : Otherwise;

/** One endpoint a route: the compiler sees that none is missing. */
export type Endpoints<R extends Route> = { [Each in R as RouteKey<Each>]: Endpoint<Each> };
