import type { StoredObject } from '../engines/object-store.ts';
import type { EdgeRequest, EdgeResponse } from './edge-message.ts';
import type { PlainOriginSpec } from './edge-specs.ts';

export type ObjectReader = (bucket: string, key: string) => StoredObject | undefined;

/**
 * Answers from a bucket as S3 would answer the CDN: an object with its headers, 404 for none (403 to a CDN that may not list
 * the bucket). Conditional requests are decided later, on what the viewer is about to get.
 */
export function fromBucket(
  origin: Extract<PlainOriginSpec, { kind: 'bucket' }>,
  request: EdgeRequest,
  read: ObjectReader,
): EdgeResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'MethodNotAllowed');
  const key = decodeKey(`${origin.path}${request.path}`);
  if (key === undefined) return refusal(400, 'InvalidURI');
  const object = read(origin.bucket, key);
  if (!object) return origin.listable ? refusal(404, 'NoSuchKey') : refusal(403, 'AccessDenied');
  return {
    status: 200,
    headers: {
      'content-type': object.contentType,
      ...(object.cacheControl !== undefined && { 'cache-control': object.cacheControl }),
      ...(object.contentEncoding !== undefined && { 'content-encoding': object.contentEncoding }),
      etag: object.etag,
      'last-modified': object.lastModified.toUTCString(),
      server: 'AmazonS3',
    },
    body: object.body,
  };
}

function decodeKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}

const refusal = (status: number, code: string): EdgeResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
});
