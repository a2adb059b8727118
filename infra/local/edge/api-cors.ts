import type { EdgeRequest, EdgeResponse } from './edge-message.ts';
import type { CorsSpec } from './edge-specs.ts';

/** A preflight's answer, which the HTTP API gives by itself once CORS is configured; undefined for any other request. */
export function preflight(request: EdgeRequest, cors: CorsSpec | undefined): EdgeResponse | undefined {
  const { origin } = request.headers;
  const method = request.headers['access-control-request-method'];
  if (!cors || request.method !== 'OPTIONS' || origin === undefined || method === undefined) return undefined;
  const headers: Record<string, string> = {};
  if (isAllowed(origin, cors) && (cors.allowMethods.includes('*') || cors.allowMethods.includes(method))) {
    headers['access-control-allow-methods'] = cors.allowMethods.join(',');
    if (cors.allowHeaders.length > 0) headers['access-control-allow-headers'] = cors.allowHeaders.join(',');
    if (cors.maxAgeSeconds !== undefined) headers['access-control-max-age'] = String(cors.maxAgeSeconds);
    Object.assign(headers, originHeaders(origin, cors));
  }
  return { status: 204, headers, body: Buffer.alloc(0) };
}

/** The API's CORS headers in place of the function's own, which it drops. */
export function withCors(request: EdgeRequest, response: EdgeResponse, cors: CorsSpec | undefined): EdgeResponse {
  if (!cors) return response;
  const kept = Object.entries(response.headers).filter(([name]) => !name.startsWith('access-control-'));
  const headers = Object.fromEntries(kept);
  const { origin } = request.headers;
  if (origin === undefined || !isAllowed(origin, cors)) return { ...response, headers };
  const exposed = cors.exposeHeaders.length > 0 && { 'access-control-expose-headers': cors.exposeHeaders.join(',') };
  return { ...response, headers: { ...headers, ...originHeaders(origin, cors), ...exposed } };
}

const isAllowed = (origin: string, { allowOrigins }: CorsSpec) =>
  allowOrigins.includes('*') || allowOrigins.includes(origin);

const originHeaders = (origin: string, cors: CorsSpec): Record<string, string> => ({
  'access-control-allow-origin': cors.allowOrigins.includes('*') ? '*' : origin,
  ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
  ...(!cors.allowOrigins.includes('*') && { vary: 'Origin' }),
});
