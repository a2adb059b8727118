import { s3TargetOf } from './s3-operation.ts';

/** One HTTP request to an AWS service and what came of it, as it was on the wire: a retried call is several of these. */
export interface WireRequest {
  /** As in the request's signature: `dynamodb`, `s3`, `sqs`. */
  service: string;
  /** As in the API reference: `PutObject`, `TransactWriteItems`. */
  operation: string;
  method: string;
  /** S3 only; path-style addressing. */
  bucket?: string;
  key?: string;
  /** The HTTP status; 0 when no answer came. */
  status: number;
  /** Bytes of the two bodies, without headers. */
  sent: number;
  received: number;
  /** The body that was sent, where it was not a stream. */
  body?: string;
  /** The answer of a JSON service; never an object's bytes. */
  answer?: string;
}

/** The parts of an HTTP request of the SDK that are read here. */
export interface OutgoingRequest {
  method: string;
  path: string;
  query?: Record<string, unknown>;
  headers: Record<string, string>;
  body?: unknown;
}

/** What a request says of itself, before it is answered. */
export function describe(request: OutgoingRequest): Omit<WireRequest, 'status' | 'received'> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, v]) => [name.toLowerCase(), v]));
  const { method } = request;
  const target = headers['x-amz-target'];
  // Credential=<id>/<date>/<region>/<service>/aws4_request
  const service = /Credential=[^,]*\/([^/,]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? 'unknown';
  const named = target
    ? { operation: target.replace(/^.*\./, '') }
    : s3TargetOf(method, request.path, request.query ?? {}, headers);
  const body = textOf(request.body);
  const sent = Number(
    headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? Buffer.byteLength(body ?? ''),
  );
  return { service, ...named, method, sent, ...(body !== undefined && { body }) };
}

function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : undefined;
}
