import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Caller } from '../../../shared/http/caller.ts';
import { conflict, unauthorized } from '../../../shared/http/problem.ts';
import type { Access, Endpoints, Route } from '../../../shared/http/route.ts';
import { serveApi } from '../../../shared/http/serve-api.ts';

const words = { operationId: 'thing', tag: 'API', summary: 'A thing', answers: {} } as const;
const limited = z.strictObject({ limit: z.string().optional() });
const counted = z.strictObject({ n: z.number() });

const routes = [
  { method: 'GET', path: '/api/things/{id}', access: 'anyone', query: limited, ...words },
  { method: 'POST', path: '/api/things', access: 'reader', body: counted, ...words },
  { method: 'PUT', path: '/api/things', access: 'moderator', ...words },
  { method: 'DELETE', path: '/api/things', access: 'editor', ...words },
] as const satisfies readonly Route[];

const people: Record<string, Caller> = {
  reader: { userId: 'r', name: 'R', roles: [] },
  moderator: { userId: 'm', name: 'M', roles: ['moderator'] },
  editor: { userId: 'e', name: 'E', roles: ['editor'] },
};

const logged: unknown[] = [];
const endpoints: Endpoints<(typeof routes)[number]> = {
  'GET /api/things/{id}': (request) => {
    if (request.params.id === 'taken') throw conflict('thing-taken', 'It is taken.');
    if (request.params.id === 'broken') throw new Error('alice@example.com wrote: secret');
    return Promise.resolve({ status: 200, body: { id: request.params.id, limit: request.query.limit ?? null } });
  },
  'POST /api/things': (request) =>
    Promise.resolve({ status: 201, body: { n: request.body.n, key: request.idempotencyKey.value } }),
  'PUT /api/things': () => Promise.resolve({ status: 204 }),
  'DELETE /api/things': () => Promise.resolve({ status: 204 }),
};

const handle = serveApi({
  routes,
  endpoints,
  authenticate: (authorization) => {
    if (authorization === undefined) return Promise.resolve(undefined);
    const caller = people[authorization.replace('Bearer ', '')];
    if (!caller) throw unauthorized('invalid-token', 'Bad.', 'invalid_token');
    return Promise.resolve(caller);
  },
  originSecrets: ['old-secret', 'new-secret'],
  log: { error: (message, attributes) => void logged.push([message, attributes]) },
  clock: () => new Date('2026-11-24T07:00:00Z'),
});

interface Call {
  secret?: string;
  as?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: string;
  body?: string | Buffer;
}

function event(routeKey: string, call: Call = {}): APIGatewayProxyEventV2 {
  const [method = '', path = ''] = routeKey.split(' ');
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'test' };
  const binary = Buffer.isBuffer(call.body);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: call.query ?? '',
    headers: {
      'x-origin-secret': call.secret ?? 'new-secret',
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...(call.as && { authorization: `Bearer ${call.as}` }),
      ...call.headers,
    },
    pathParameters: call.params ?? {},
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'localhost',
      domainPrefix: 'api',
      http,
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '24/Nov/2026:07:00:00 +0000',
      timeEpoch: 0,
    },
    ...(call.body !== undefined && { body: call.body.toString(binary ? 'base64' : 'utf8') }),
    isBase64Encoded: binary,
  };
}

const call = async (routeKey: string, options?: Call) => {
  const result = await handle(event(routeKey, options));
  const body: unknown = result.body === undefined ? undefined : JSON.parse(result.body);
  return { status: result.statusCode, headers: result.headers ?? {}, body };
};

const GET = 'GET /api/things/{id}';
const POST = 'POST /api/things';

describe('serveApi', () => {
  it.each(['old-secret', 'new-secret'])('takes what came through the CDN with the secret %s', async (secret) => {
    expect((await call(GET, { secret, params: { id: 'a' } })).status).toBe(200);
  });

  it.each(['', 'new-secre', 'new-secret2', 'old-secret,new-secret'])('refuses the origin secret %j', async (secret) => {
    expect(await call(GET, { secret })).toMatchObject({ status: 403, body: { code: 'origin-refused' } });
  });

  it('answers an unknown route with a problem', async () => {
    expect(await call('GET /api/nothing')).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: 'urn:newsroom:problem:route-unknown', title: 'Not Found', status: 404, code: 'route-unknown' },
    });
  });

  const statusOf: Record<Access, Record<string, number>> = {
    anyone: { nobody: 200, reader: 200, moderator: 200, editor: 200 },
    reader: { nobody: 401, reader: 201, moderator: 201, editor: 201 },
    moderator: { nobody: 401, reader: 403, moderator: 204, editor: 204 },
    editor: { nobody: 401, reader: 403, moderator: 403, editor: 204 },
  };
  for (const route of routes) {
    it.each(Object.entries(statusOf[route.access]))(
      `${route.method} for ${route.access}: %s gets %i`,
      async (who, status) => {
        const as = who === 'nobody' ? {} : { as: who };
        const body = route.method === 'POST' ? { body: '{"n":1}' } : {};
        expect((await call(`${route.method} ${route.path}`, { ...as, ...body })).status).toBe(status);
      },
    );
  }

  it('refuses a bad token on a public route too', async () => {
    expect(await call(GET, { as: 'mallory' })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('error="invalid_token"') },
    });
  });

  it('lets an edit token pass to the endpoint instead of the issuer', async () => {
    expect((await call(GET, { as: 'edit_abc', params: { id: 'a' } })).status).toBe(200);
  });

  it('names an unknown query parameter, and one given twice', async () => {
    expect(await call(GET, { query: 'limit=1&page=2' })).toMatchObject({
      status: 400,
      body: { code: 'query-invalid', errors: [{ parameter: 'page', detail: 'Unknown name.' }] },
    });
    expect(await call(GET, { query: 'limit=1&limit=2' })).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: 'limit', detail: 'Given more than once.' }] },
    });
  });

  it.each<[string, string | Buffer, number, string]>([
    ['no JSON', '{', 400, 'json-invalid'],
    ['a duplicate name', '{"n":1,"n":2}', 400, 'json-duplicate-name'],
    ['a duplicate name, escaped', '{"n":1,"\\u006e":2}', 400, 'json-duplicate-name'],
    ['__proto__', '{"n":1,"__proto__":{}}', 400, 'json-name-refused'],
    ['an escaped __proto__', '{"n":1,"\\u005f_proto__":{}}', 400, 'json-name-refused'],
    ['depth', '['.repeat(17) + ']'.repeat(17), 400, 'json-too-deep'],
    ['much depth', '['.repeat(30_000) + ']'.repeat(30_000), 400, 'json-too-deep'],
    ['a huge number', '{"n":1e400}', 400, 'json-number-too-large'],
    ['a long number', '{"n":12345678901234567890}', 400, 'json-number-too-large'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'utf8-invalid'],
    ['UTF-8 that was lost on the way', '"\ufffd"', 400, 'utf8-invalid'],
    ['another type', '{"n":"1"}', 400, 'body-invalid'],
    ['an unknown name', '{"n":1,"m":2}', 400, 'body-invalid'],
    ['65 KB', JSON.stringify({ n: 'x'.repeat(65 * 1024) }), 413, 'body-too-large'],
    ['nothing', '', 400, 'body-invalid'],
  ])('refuses a body with %s', async (_, body, status, code) => {
    expect(await call(POST, { as: 'reader', body })).toMatchObject({ status, body: { code } });
  });

  it('takes an empty object, and nothing else, where there is nothing to say', async () => {
    for (const body of [undefined, '{}']) {
      expect((await call('DELETE /api/things', { as: 'editor', ...(body && { body }) })).status).toBe(204);
    }
    for (const body of ['{"n":1}', '[]', 'null']) {
      expect(await call('DELETE /api/things', { as: 'editor', body })).toMatchObject({
        status: 400,
        body: { code: 'body-invalid' },
      });
    }
  });

  it('points at what is wrong in a body', async () => {
    expect((await call(POST, { as: 'reader', body: '{"n":1,"a/b":2}' })).body).toMatchObject({
      errors: [{ pointer: '/a~1b', detail: 'Unknown name.' }],
    });
  });

  it('takes duplicate names in different objects, and strings that look like tokens', async () => {
    const body = '{"n":1,"x":{"n":"{\\"n\\":1e999,"}}';
    expect(await call(POST, { as: 'reader', body })).toMatchObject({ status: 400, body: { code: 'body-invalid' } });
  });

  it.each(['text/plain', 'application/json; charset=latin1', ''])('refuses the content type %j', async (type) => {
    expect(await call(POST, { as: 'reader', body: '{"n":1}', headers: { 'content-type': type } })).toMatchObject({
      status: 415,
    });
  });

  it('makes up an Idempotency-Key where there is none and refuses a malformed one', async () => {
    expect((await call(POST, { as: 'reader', body: '{"n":1}' })).body).toMatchObject({
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const headers = { 'idempotency-key': 'has space' };
    expect(await call(POST, { as: 'reader', body: '{"n":1}', headers })).toMatchObject({ status: 400 });
  });

  it('answers HEAD as GET without the body, refusals too', async () => {
    const { headers } = await call(GET, { params: { id: 'a' } });
    const head = 'HEAD /api/things/{id}';
    expect(await call(head, { params: { id: 'a' } })).toEqual({ status: 200, headers, body: undefined });
    const known = { 'if-none-match': String(headers.etag) };
    expect((await call(head, { params: { id: 'a' }, headers: known })).status).toBe(304);
    expect(await call(head, { params: { id: 'taken' } })).toMatchObject({ status: 409, body: undefined });
    expect((await call('HEAD /api/things', { as: 'reader' })).status).toBe(404);
  });

  it('answers 304 to a matching If-None-Match, weakened or in a list', async () => {
    const { etag } = (await call(GET, { params: { id: 'a' } })).headers;
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await call(GET, { params: { id: 'a' }, headers: { 'if-none-match': String(tag) } });
      expect(again).toMatchObject({ status: 304, body: undefined, headers: { etag } });
    }
    expect((await call(GET, { params: { id: 'b' }, headers: { 'if-none-match': String(etag) } })).status).toBe(200);
  });

  it('answers a Problem as it is, uncached', async () => {
    expect(await call(GET, { params: { id: 'taken' } })).toMatchObject({
      status: 409,
      headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      body: { code: 'thing-taken', detail: 'It is taken.' },
    });
  });

  it('answers an unknown error as a plain 500 and logs neither its message nor the address', async () => {
    logged.length = 0;
    const answer = await call(GET, { params: { id: 'broken' } });
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(logged).toHaveLength(1);
    expect(logged).toMatchObject([['Request failed', { requestId: 'request-1', error: 'Error' }]]);
    expect(JSON.stringify([logged, answer])).not.toMatch(/alice|secret"|192\.0\.2/);
  });
});
