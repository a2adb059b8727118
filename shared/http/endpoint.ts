import * as z from 'zod';
import type { Caller } from './caller.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { badRequest } from './problem.ts';
import { faultsOf } from './request-faults.ts';
import type { Route } from './route.ts';

/** A request before its route's schemas have seen it. Header names are in lower case. */
export interface RawRequest {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or undefined where there is no body. */
  body: unknown;
  caller?: Caller;
  /** The token with which a guest proves that a comment is theirs; not yet compared with anything. */
  editToken?: string;
  idempotencyKey: IdempotencyKey;
  /** The reader's address, for throttles only: never stored as it is, never logged. */
  sourceIp: string;
  now: Date;
}

/** The same, with query and body as the route's schemas have them. */
export interface ApiRequest<Q = unknown, B = unknown> extends Omit<RawRequest, 'query' | 'body'> {
  query: Q;
  body: B;
}

/** An answer: a body that JSON can hold, or a page for people, or neither. `cacheControl` is `no-store` unless the endpoint says otherwise. */
export interface ApiResponse {
  status: number;
  body?: unknown;
  /** What kind of JSON the body is: `application/json` unless said otherwise. */
  mediaType?: string;
  /** A whole document, in place of `body`. */
  html?: string;
  headers?: Record<string, string>;
  cacheControl?: string;
}

/** The request by the route's schemas. Throws a 400 `query-invalid` or `body-invalid` whose `errors` say where. */
export function parseRequest({ query = nothing, body = noBody }: Route, request: RawRequest): ApiRequest {
  const q = query.safeParse(request.query);
  if (!q.success) {
    throw badRequest('query-invalid', 'The query is not as this route takes it.', faultsOf(q.error, 'parameter'));
  }
  const b = body.safeParse(request.body);
  if (!b.success) {
    throw badRequest('body-invalid', 'The body is not as this route takes it.', faultsOf(b.error, 'pointer'));
  }
  return { ...request, query: q.data, body: b.data };
}

const nothing = z.strictObject({});
/** Many clients send an empty object where there is nothing to say. */
const noBody = z.strictObject({}).optional();
