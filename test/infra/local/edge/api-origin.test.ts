import { expect, test } from 'vitest';
import * as z from 'zod';
import { httpApi } from '../../../../infra/local/edge/api-origin.ts';
import type { CorsSpec } from '../../../../infra/local/edge/edge-specs.ts';
import { textOf, viewerRequest } from './request.ts';

const ROUTES = ['GET /api/items/{id}', 'POST /api/items', 'GET /api/slow'];

function api(result: (event: unknown) => unknown, cors?: CorsSpec) {
  const routes = ROUTES.map((routeKey) => ({ routeKey, functionName: 'items', timeoutSeconds: 0.05 }));
  return httpApi({ name: 'api', routes, ...(cors && { cors }) }, (_, event) => Promise.resolve(result(event)));
}

const echo = (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });

const event = z.looseObject({ headers: z.record(z.string(), z.string()) });

test('hands over payload format 2.0: the path decoded, the query as sent, headers and cookies apart', async () => {
  const response = await api(echo)(
    viewerRequest('/api/items/a%20b%C3%A9?x=1&x=2&y=a+b', {
      headers: { cookie: 'a=1; b=2', 'user-agent': 'test', 'x-forwarded-for': '198.51.100.7' },
    }),
  );
  const seen = event.parse(JSON.parse(textOf(response)));
  expect(seen).toMatchObject({
    version: '2.0',
    routeKey: 'GET /api/items/{id}',
    rawPath: '/api/items/a bé',
    rawQueryString: 'x=1&x=2&y=a+b',
    cookies: ['a=1', 'b=2'],
    queryStringParameters: { x: '1,2', y: 'a b' },
    pathParameters: { id: 'a bé' },
    requestContext: { http: { method: 'GET', userAgent: 'test' }, stage: '$default', accountId: '000000000000' },
    isBase64Encoded: false,
  });
  expect(seen.headers).toMatchObject({ 'x-forwarded-for': '198.51.100.7, 127.0.0.1', 'x-forwarded-proto': 'https' });
  expect(seen.headers).not.toHaveProperty('cookie');
  expect(seen).not.toHaveProperty('body');
});

test.each([
  ['application/json', Buffer.from('{"a":"é"}'), { body: '{"a":"é"}', isBase64Encoded: false }],
  ['image/png', Buffer.from([1, 2]), { body: 'AQI=', isBase64Encoded: true }],
  ['application/x-www-form-urlencoded', Buffer.from('a=1'), { body: 'YT0x', isBase64Encoded: true }],
  ['application/json', Buffer.from([0xff]), { body: '/w==', isBase64Encoded: true }],
])('a body of %s', async (type, body, expected) => {
  const request = viewerRequest('/api/items', { method: 'POST', headers: { 'content-type': type }, body });
  expect(JSON.parse(textOf(await api(echo)(request)))).toMatchObject(expected);
});

test.each([
  [
    'a structured response',
    { statusCode: 201, headers: { 'X-A': 1 }, cookies: ['a=1'], body: 'AQI=', isBase64Encoded: true },
    201,
    '\u0001\u0002',
    { 'x-a': '1', 'set-cookie': ['a=1'], 'content-type': 'text/plain;charset=UTF-8' },
  ],
  ['an object of its own', { a: 1 }, 200, '{"a":1}', { 'content-type': 'application/json' }],
  ['a text', 'plain', 200, 'plain', { 'content-type': 'application/json' }],
  ['nothing', undefined, 200, 'null', { 'content-type': 'application/json' }],
  ['a status that is none', { statusCode: 'x' }, 500, '{"message":"Internal Server Error"}', {}],
  ['a body that is none', { statusCode: 200, body: { a: 1 } }, 500, '{"message":"Internal Server Error"}', {}],
])('answers with %s', async (_, result, status, body, headers) => {
  const response = await api(() => result)(viewerRequest('/api/items/1'));
  expect({ status: response.status, body: textOf(response) }).toEqual({ status, body });
  expect(response.headers).toMatchObject(headers);
});

test('answers by itself what reaches no function, fails or takes too long', async () => {
  const failing = api(() => Promise.reject(new Error('no')));
  const outcome = async (handle: ReturnType<typeof api>, ...of: Parameters<typeof viewerRequest>) => {
    const response = await handle(viewerRequest(...of));
    return [response.status, textOf(response)];
  };
  expect(await outcome(failing, '/api/none')).toEqual([404, '{"message":"Not Found"}']);
  expect(await outcome(failing, '/api/items/%ff')).toEqual([400, '{"message":"Bad Request"}']);
  expect(await outcome(failing, '/api/items/1')).toEqual([500, '{"message":"Internal Server Error"}']);
  expect(await outcome(failing, '/api/items/1', { headers: { host: 'site' } })).toEqual([
    403,
    '{"message":"Forbidden"}',
  ]);
  const never = api(() => new Promise(() => undefined));
  expect(await outcome(never, '/api/slow')).toEqual([503, '{"message":"Service Unavailable"}']);
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect((await outcome(failing, '/api/items', { method: 'POST', body }))[0]).toBe(413);
});

const CORS: CorsSpec = {
  allowOrigins: ['https://a.example'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type'],
  exposeHeaders: ['etag'],
  allowCredentials: false,
  maxAgeSeconds: 600,
};

const preflight = (origin: string) =>
  viewerRequest('/api/items', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

test('answers a preflight from an allowed origin, and tells another one nothing', async () => {
  const handle = api(() => Promise.reject(new Error('never reached')), CORS);
  expect(await handle(preflight('https://a.example'))).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    },
  });
  expect(await handle(preflight('https://b.example'))).toMatchObject({ status: 204, headers: {} });
});

test("replaces the function's own CORS headers", async () => {
  const handle = api(() => ({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } }), CORS);
  const headersFor = async (origin: string) =>
    (await handle(viewerRequest('/api/items/1', { headers: { origin } }))).headers;
  expect(await headersFor('https://a.example')).toMatchObject({
    'access-control-allow-origin': 'https://a.example',
    'access-control-expose-headers': 'etag',
    vary: 'Origin',
  });
  expect(await headersFor('https://b.example')).not.toHaveProperty('access-control-allow-origin');
});
