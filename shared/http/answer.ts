import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiResponse } from './endpoint.ts';
import type { Problem } from './problem.ts';

/** This API serves data, never documents: nothing in an answer may be framed, sniffed or run. */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A problem as `application/problem+json` (RFC 9457), never cached. */
export const problemAnswer = (problem: Problem): APIGatewayProxyStructuredResultV2 => ({
  statusCode: problem.status,
  headers: {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    ...problem.headers,
  },
  body: JSON.stringify(problem),
});

/**
 * A handler's answer on the wire. A successful GET carries a strong ETag of its bytes, and is a 304 without them if
 * `If-None-Match` names it, weakly compared (RFC 9110, 13.1.2), since a CDN that compresses weakens tags.
 */
export function answer(
  response: ApiResponse,
  method: string,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const body = response.body === undefined ? undefined : JSON.stringify(response.body);
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    'cache-control': response.cacheControl ?? 'no-store',
    ...response.headers,
  };
  if (method === 'GET' && response.status === 200 && body !== undefined) {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    headers.etag = etag;
    if (matches(ifNoneMatch, etag)) return { statusCode: 304, headers };
  }
  if (response.html !== undefined) {
    const contentType = { 'content-type': 'text/html; charset=utf-8' };
    return { statusCode: response.status, headers: { ...headers, ...contentType }, body: response.html };
  }
  if (body === undefined) return { statusCode: response.status, headers };
  const contentType = { 'content-type': response.mediaType ?? 'application/json' };
  return { statusCode: response.status, headers: { ...headers, ...contentType }, body };
}

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false;
