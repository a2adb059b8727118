import type { EdgeRequest, EdgeResponse } from './edge-message.ts';

/** What a 304 repeats of the answer that it stands for (RFC 9110, 15.4.5). */
const REPEATED = ['cache-control', 'content-location', 'date', 'etag', 'expires', 'last-modified', 'vary'];

/**
 * The answer, or 304 in its place when the viewer has it already: `If-None-Match` by weak comparison, which alone counts when
 * it is there, else `If-Modified-Since` (RFC 9110, 13.2.2).
 */
export function conditional(request: EdgeRequest, response: EdgeResponse): EdgeResponse {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || response.status !== 200 || !isFresh(request.headers, response.headers)) return response;
  const kept = Object.entries(response.headers).filter(([name]) => REPEATED.includes(name));
  return { status: 304, headers: Object.fromEntries(kept), body: Buffer.alloc(0) };
}

function isFresh(asked: EdgeRequest['headers'], given: EdgeResponse['headers']): boolean {
  const none = asked['if-none-match'];
  if (none !== undefined) {
    const etag = typeof given.etag === 'string' ? weak(given.etag) : undefined;
    return etag !== undefined && (none.trim() === '*' || none.split(',').some((one) => weak(one.trim()) === etag));
  }
  const since = Date.parse(asked['if-modified-since'] ?? '');
  const modified = Date.parse(String(given['last-modified'] ?? ''));
  return modified <= since;
}

const weak = (etag: string) => etag.replace(/^W\//, '');
