import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type EdgeResponse, jsonResponse } from './edge-message.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const structured = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that a function cannot set: the server or the connection decides them. */
const NOT_THEIRS = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * What an HTTP API makes of a function's result in payload format 2.0: a structured response when there is a `statusCode`, else
 * 200 with the whole result as JSON; a malformed structured response is a 500.
 */
export function apiResponse(result: unknown): EdgeResponse {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return withRequestId(typeof result === 'string' ? jsonText(result) : jsonResponse(200, result ?? null));
  }
  const parsed = structured.safeParse(result);
  if (!parsed.success) return withRequestId(jsonResponse(500, { message: 'Internal Server Error' }));
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const own = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return withRequestId({
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(own.filter(([name]) => !NOT_THEIRS.has(name))),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  });
}

const jsonText = (text: string): EdgeResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(text),
});

const withRequestId = (response: EdgeResponse): EdgeResponse => ({
  ...response,
  headers: { ...response.headers, 'apigw-requestid': randomBytes(11).toString('base64url') },
});
