import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller } from './caller.ts';
import { EDIT_TOKEN_PREFIX, editTokenOf } from './edit-token.ts';
import type { RawRequest } from './endpoint.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { badRequest, contentTooLarge, type Fault, unsupportedMediaType } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** Headers as a plain record in lower case. */
export function headersOf(event: APIGatewayProxyEventV2): Record<string, string> {
  const entries = Object.entries(event.headers ?? {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), value]])),
  );
}

/** Whether the `Authorization` header is for the issuer's keys to judge, rather than one comment's edit token. */
export const isIssuerToken = (authorization: string | undefined): boolean =>
  authorization !== undefined && !new RegExp(`^Bearer +${EDIT_TOKEN_PREFIX}`, 'i').test(authorization);

/** A request out of an HTTP API event (payload format 2.0). Throws a 400, 413 or 415 that says what is wrong with it. */
export function readRequest(event: APIGatewayProxyEventV2, caller: Caller | undefined, now: Date): RawRequest {
  const headers = headersOf(event);
  const editToken = editTokenOf(headers);
  return {
    params: Object.fromEntries(Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? ''])),
    query: queryOf(event.rawQueryString),
    headers,
    body: bodyOf(event, headers['content-type']),
    ...(caller && { caller }),
    ...(editToken !== undefined && { editToken }),
    idempotencyKey: idempotencyKeyOf(headers['idempotency-key']),
    sourceIp: event.requestContext.http.sourceIp,
    now,
  };
}

/** From the raw query, since API Gateway joins repeated parameters with commas, which hides them. */
function queryOf(raw: string): Record<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(raw)) {
    if (query.has(name)) {
      const fault: Fault = { parameter: name, detail: 'Given more than once.' };
      throw badRequest('query-invalid', 'A query parameter is given more than once.', [fault]);
    }
    query.set(name, value);
  }
  return Object.fromEntries(query);
}

function bodyOf(event: APIGatewayProxyEventV2, contentType: string | undefined): unknown {
  if (!event.body) return undefined;
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) throw contentTooLarge('body-too-large', 'A body may have at most 64 KB.');
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')) {
    throw unsupportedMediaType('content-type-unsupported', 'Send the body as application/json in UTF-8.');
  }
  return parseStrictJson(decode(bytes));
}

/** API Gateway hands JSON over as text in which bytes that are no UTF-8 have become U+FFFD: those are refused too. */
function decode(bytes: Buffer): string {
  const invalid = badRequest('utf8-invalid', 'The body is not valid UTF-8.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid;
  }
  if (text.includes('\ufffd')) throw invalid;
  return text;
}
