import { randomUUID } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import * as z from 'zod';
import type { EdgeRequest, EdgeResponse } from './edge-message.ts';

interface Value {
  value: string;
  multiValue?: { value: string }[];
}

const headerValue = z.object({ value: z.string(), multiValue: z.array(z.object({ value: z.string() })).optional() });
const headers = z.record(z.string(), headerValue).default({});

const changedRequest = z.object({
  method: z.string(),
  uri: z.string().startsWith('/'),
  querystring: z.union([z.string(), z.record(z.string(), headerValue)]),
  headers,
});

const ownResponse = z.object({
  statusCode: z.number().int(),
  headers,
  cookies: z.record(z.string(), z.object({ value: z.string(), attributes: z.string().optional() })).default({}),
  body: z
    .union([
      z.string().transform((data) => ({ data, encoding: 'text' as const })),
      z.object({ data: z.string(), encoding: z.enum(['text', 'base64']) }),
    ])
    .optional(),
});

/** What a viewer function makes of a request: another request to go on with, or the answer. */
export type Viewed = { request: EdgeRequest } | { response: EdgeResponse };

/**
 * A CloudFront function of the runtime cloudfront-js-2.0 and the event type viewer-request. It runs in a context of its own
 * that holds the language and nothing else: no timers, no network, no file system and no imports, as there. Its 1 ms and 2 MB
 * are not enforced. Throws when the code does not declare `handler`; what `handler` throws is CloudFront's 503.
 */
export function viewerFunction(code: string): (request: EdgeRequest) => Promise<Viewed> {
  if (/^\s*import\b/m.test(code)) throw new Error('The local CDN has no modules for viewer functions to import');
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  runInContext(code, context, { filename: 'viewer-request.js' });
  const handler: unknown = runInContext('handler', context);
  if (typeof handler !== 'function') throw new Error('A viewer function must declare `handler`');
  return async (request) => {
    const result: unknown = await handler(toEvent(request));
    if (typeof result === 'object' && result !== null && 'statusCode' in result) {
      return { response: toResponse(ownResponse.parse(result)) };
    }
    const { uri, querystring, headers: changed } = changedRequest.parse(result);
    return {
      request: {
        ...request,
        path: uri,
        query: typeof querystring === 'string' ? querystring : toQuery(querystring),
        headers: { ...flatten(changed), ...pick(request.headers, 'cookie') },
      },
    };
  };
}

function toEvent(request: EdgeRequest) {
  const { cookie, ...rest } = request.headers;
  return {
    version: '1.0',
    context: {
      distributionDomainName: 'local.cloudfront.net',
      distributionId: 'LOCAL',
      eventType: 'viewer-request',
      requestId: randomUUID(),
    },
    viewer: { ip: request.viewerAddress },
    request: {
      method: request.method,
      uri: request.path,
      querystring: fromQuery(request.query),
      headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, { value }])),
      cookies: fromCookies(cookie ?? ''),
    },
  };
}

function fromQuery(query: string): Record<string, Value> {
  return gather(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => divide(pair, '=')),
  );
}

const fromCookies = (cookie: string) =>
  gather(
    cookie
      .split(';')
      .filter((pair) => pair.trim())
      .map((pair) => divide(pair.trim(), '=')),
  );

function divide(pair: string, by: string): [string, string] {
  const at = pair.indexOf(by);
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

function gather(pairs: [string, string][]): Record<string, Value> {
  const gathered: Record<string, Value> = {};
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(gathered, name) ? gathered[name] : undefined;
    if (known) known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }];
    else gathered[name] = { value };
  }
  return gathered;
}

function toQuery(values: Record<string, z.infer<typeof headerValue>>): string {
  const pairs = Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one) => (one.value === '' ? name : `${name}=${one.value}`)),
  );
  return pairs.join('&');
}

const flatten = (values: z.infer<typeof headers>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, { value, multiValue }]) => [
      name.toLowerCase(),
      multiValue ? multiValue.map((one) => one.value).join(', ') : value,
    ]),
  );

const pick = (values: Record<string, string>, name: string) =>
  values[name] === undefined ? {} : { [name]: values[name] };

function toResponse(given: z.infer<typeof ownResponse>): EdgeResponse {
  const cookies = Object.entries(given.cookies).map(
    ([name, { value, attributes }]) => `${name}=${value}${attributes ? `; ${attributes}` : ''}`,
  );
  return {
    status: given.statusCode,
    headers: { ...flatten(given.headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) },
    body: given.body
      ? Buffer.from(given.body.data, given.body.encoding === 'base64' ? 'base64' : 'utf8')
      : Buffer.alloc(0),
  };
}
