import * as z from 'zod';
import type { Caller } from './caller.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { badRequest } from './problem.ts';
import { faultsOf } from './request-faults.ts';

/** A request before its endpoint's schemas have seen it. Header names are in lower case. */
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

/** The same, with query and body as the endpoint declared them. */
export interface ApiRequest<Q = unknown, B = unknown> extends Omit<RawRequest, 'query' | 'body'> {
  query: Q;
  body: B;
}

/** An answer: a body that JSON can hold, or a page for people, or neither. `cacheControl` is `no-store` unless the endpoint says otherwise. */
export interface ApiResponse {
  status: number;
  body?: unknown;
  /** A whole document, in place of `body`. */
  html?: string;
  headers?: Record<string, string>;
  cacheControl?: string;
}

export type Endpoint = (request: RawRequest) => Promise<ApiResponse>;

interface Declared<Q extends z.ZodType, B extends z.ZodType> {
  query?: Q;
  body?: B;
}

/**
 * An endpoint from its schemas and its function. Make the query's a `strictObject` of strings: a parameter that it does not
 * know is refused by name. Without a query schema there are no parameters, without a body schema there is no body.
 * Throws a 400 `query-invalid` or `body-invalid` whose `errors` say where.
 */
export function endpoint<Q extends z.ZodType = typeof nothing, B extends z.ZodType = typeof noBody>(
  { query, body }: Declared<Q, B>,
  run: (request: ApiRequest<z.output<Q>, z.output<B>>) => Promise<ApiResponse>,
): Endpoint;
export function endpoint(
  declared: Declared<z.ZodType, z.ZodType>,
  run: (request: ApiRequest) => Promise<ApiResponse>,
): Endpoint {
  const { query = nothing, body = noBody } = declared;
  return async (request) => {
    const q = query.safeParse(request.query);
    if (!q.success) {
      throw badRequest('query-invalid', 'The query is not as this route takes it.', faultsOf(q.error, 'parameter'));
    }
    const b = body.safeParse(request.body);
    if (!b.success) {
      throw badRequest('body-invalid', 'The body is not as this route takes it.', faultsOf(b.error, 'pointer'));
    }
    return await run({ ...request, query: q.data, body: b.data });
  };
}

const nothing = z.strictObject({});
const noBody = z.undefined();
