import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { RouteMatch } from './api-routes.ts';
import type { EdgeRequest } from './edge-message.ts';

/** The one address that the API sees: that of the CDN, never the viewer's. */
const EDGE_ADDRESS = '127.0.0.1';

/** Content types whose bodies reach a function as text; all others come in Base64. */
const TEXT = /^(text\/|application\/(json|xml|javascript)\b)/i;

/** The event of payload format 2.0 that an HTTP API hands to its function: path and path parameters decoded, headers joined. */
export function apiEvent(api: string, request: EdgeRequest, path: string, match: RouteMatch, now: Date) {
  const { cookie, ...headers } = request.headers;
  const domainName = `${api}.execute-api.us-east-1.amazonaws.com`;
  const query = queryStringParameters(request.query);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/).filter(Boolean) }),
    headers: {
      ...headers,
      host: domainName,
      'x-amzn-trace-id': `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
      'x-forwarded-for': headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${EDGE_ADDRESS}` : EDGE_ADDRESS,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: api,
      domainName,
      domainPrefix: api,
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: EDGE_ADDRESS,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...bodyOf(request),
  };
}

/** Several values of one name are joined by commas. A `+` is a space, as in forms. */
function queryStringParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const known = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    Object.defineProperty(parameters, name, {
      value: known === undefined ? value : `${known},${value}`,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return parameters;
}

function bodyOf({ body, headers }: EdgeRequest): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  // What is not UTF-8 would lose bytes as text, and the function is to see what was sent.
  const isText = TEXT.test(headers['content-type'] ?? '') && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** `24/Nov/2026:07:00:00 +0000`. */
function commonLogTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
