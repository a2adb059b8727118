import { STATUS_CODES } from 'node:http';
import * as z from 'zod';

/** One thing that is wrong with a request: where (a JSON pointer into the body, or a query parameter) and why. */
const fault = z.object({
  pointer: z.string().exactOptional(),
  parameter: z.string().exactOptional(),
  detail: z.string(),
});

export type Fault = z.infer<typeof fault>;

/** A problem as it is sent (RFC 9457). Clients tell refusals apart by `code`, which is stable. */
export const problemDetails = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(fault).exactOptional(),
  })
  .meta({ id: 'Problem' });

interface ProblemInit {
  status: number;
  /** A stable, machine-readable name in kebab-case: what clients tell refusals apart by. */
  code: string;
  /** One sentence for the person who made the request. It never quotes the request's own text. */
  detail: string;
  errors?: Fault[];
  headers?: Record<string, string>;
  /** Further members, as RFC 9457, 3.2 allows. */
  extensions?: Record<string, unknown>;
}

/** A refusal that its caller is told about, as RFC 9457 problem details. Anything else thrown becomes a plain 500. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  readonly #members: { errors?: Fault[] } & Record<string, unknown>;

  constructor({ status, code, detail, errors, headers = {}, extensions = {} }: ProblemInit) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.#members = { ...(errors && { errors }), ...extensions };
  }

  /** The document for `application/problem+json`. */
  toJSON(): z.infer<typeof problemDetails> {
    return {
      type: `urn:newsroom:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      code: this.code,
      ...this.#members,
    };
  }
}

const problem =
  (status: number) =>
  (code: string, detail: string, errors?: Fault[]): Problem =>
    new Problem({ status, code, detail, ...(errors && { errors }) });

export const badRequest = problem(400);
export const forbidden = problem(403);
export const notFound = problem(404);
export const conflict = problem(409);
export const gone = problem(410);
export const contentTooLarge = problem(413);
export const unsupportedMediaType = problem(415);
export const unprocessable = problem(422);

/** For who asks too often, with when to come back (RFC 6585, 4). */
export const tooManyRequests = (code: string, detail: string, waitSeconds: number): Problem =>
  new Problem({ status: 429, code, detail, headers: { 'retry-after': String(waitSeconds) } });

/** For what may work in a moment. */
export const unavailable = (code: string, detail: string): Problem =>
  new Problem({ status: 503, code, detail, headers: { 'retry-after': '1' } });

/** A missing or bad credential, with the challenge of RFC 6750. */
export const unauthorized = (code: string, detail: string, error?: 'invalid_token'): Problem =>
  new Problem({
    status: 401,
    code,
    detail,
    headers: { 'www-authenticate': error ? `Bearer realm="newsroom", error="${error}"` : 'Bearer realm="newsroom"' },
  });
