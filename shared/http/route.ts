/** Who may call a route. `editor` includes what a `moderator` may do: an editor answers for the discussion too. */
export type Access = 'anyone' | 'reader' | 'moderator' | 'editor';

/**
 * One route of the HTTP API, as data: infra creates it from this, the function dispatches on it, and a test holds it
 * against every role. `path` is API Gateway's form, parameters in braces.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/${string}`;
  readonly access: Access;
}

/** API Gateway's name for a route, the `routeKey` of its events. */
export type RouteKey<R extends Route = Route> = R extends Route ? `${R['method']} ${R['path']}` : never;

export const routeKeyOf = (route: Route): RouteKey => `${route.method} ${route.path}`;
