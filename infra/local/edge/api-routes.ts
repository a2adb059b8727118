import type { ApiRoute } from './edge-specs.ts';

export interface RouteMatch {
  route: ApiRoute;
  pathParameters: Record<string, string>;
}

interface Candidate {
  route: ApiRoute;
  method: string;
  segments: string[];
}

/**
 * The HTTP API's choice of a route: a full match before one with parameters, a greedy one (`{proxy+}`) after those, a method
 * before `ANY`, and `$default` last. Takes the path decoded, as the API matches it.
 */
export function routeMatcher(routes: readonly ApiRoute[]): (method: string, path: string) => RouteMatch | undefined {
  const candidates = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map(candidate)
    .sort(bySpecificity);
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const { route, method: own, segments: pattern } of candidates) {
      if (own !== method && own !== 'ANY') continue;
      const pathParameters = match(pattern, segments);
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function candidate(route: ApiRoute): Candidate {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { route, method, segments: path.split('/').slice(1) };
}

function bySpecificity(a: Candidate, b: Candidate): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let i = 0; i < length; i++) {
    const difference = weight(a.segments[i]) - weight(b.segments[i]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

const isGreedy = (segment: string) => segment.startsWith('{') && segment.endsWith('+}');

const isParameter = (segment: string) => segment.startsWith('{') && segment.endsWith('}');

const weight = (segment: string | undefined) =>
  segment === undefined ? 0 : isGreedy(segment) ? 2 : isParameter(segment) ? 1 : 0;

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i];
    if (segment === undefined) return undefined;
    if (isGreedy(part)) {
      const rest = segments.slice(i).join('/');
      return rest === '' ? undefined : { ...parameters, [part.slice(1, -2)]: rest };
    }
    if (isParameter(part)) {
      if (segment === '') return undefined;
      parameters[part.slice(1, -1)] = segment;
    } else if (part !== segment) return undefined;
  }
  return segments.length === pattern.length ? parameters : undefined;
}
