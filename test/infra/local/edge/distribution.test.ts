import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { distribution } from '../../../../infra/local/edge/distribution.ts';
import type { BehaviorSpec, DistributionSpec } from '../../../../infra/local/edge/edge-specs.ts';
import { textOf, viewerRequest } from './request.ts';

const NONE = { all: false, named: [], except: [] };
const ALL = { all: true, named: [], except: ['host'] };

const site: BehaviorSpec = {
  pathPattern: '*',
  origin: { kind: 'bucket', bucket: 'public', path: '', listable: true },
  allowedMethods: ['GET', 'HEAD'],
  compress: true,
  forwards: { headers: NONE, queryStrings: NONE, cookies: NONE, acceptEncoding: true },
  responseHeaders: {
    set: [
      { name: 'x-frame-options', value: 'DENY', override: true },
      { name: 'cache-control', value: 'no-store', override: false },
    ],
    remove: ['server'],
  },
};

const api: BehaviorSpec = {
  pathPattern: '/api/*',
  origin: { kind: 'api', api: 'api', path: '', customHeaders: { 'x-origin-secret': 'right' } },
  allowedMethods: ['GET', 'HEAD', 'POST'],
  compress: false,
  forwards: {
    headers: ALL,
    queryStrings: { all: false, named: ['a'], except: [] },
    cookies: NONE,
    acceptEncoding: false,
  },
};

const OBJECTS: Record<string, string> = {
  'index.html': '<p>front</p>',
  'a b.txt': 'spaced',
  'big.html': 'x'.repeat(2000),
  'errors/404.html': 'not here',
};

function cdn(change: Partial<DistributionSpec> = {}, behaviors = [api, site]) {
  return distribution(
    { behaviors, errorResponses: [], defaultRootObject: 'index.html', ...change },
    {
      apis: [{ name: 'api', routes: [{ routeKey: '$default', functionName: 'f', timeoutSeconds: 1 }] }],
      invoke: (_, event) => Promise.resolve(event),
      read: (bucket, key) => {
        const body = bucket === 'public' ? OBJECTS[key] : undefined;
        if (body === undefined) return undefined;
        const etag = `"${createHash('md5').update(body).digest('hex')}"`;
        return {
          body: Buffer.from(body),
          etag,
          contentType: 'text/html',
          lastModified: new Date(0),
          cacheControl: 'max-age=5',
        };
      },
    },
  );
}

test('serves objects with their headers, the policy applied', async () => {
  const response = await cdn()(viewerRequest('/a%20b.txt'));
  expect(textOf(response)).toBe('spaced');
  expect(response.headers).toMatchObject({
    'content-type': 'text/html',
    'cache-control': 'max-age=5',
    'x-frame-options': 'DENY',
  });
  expect(response.headers).not.toHaveProperty('server');
  expect(textOf(await cdn()(viewerRequest('/')))).toBe('<p>front</p>');
});

test('answers 304 to a viewer that has it: plain, weak, in a list, and the compressed one', async () => {
  const handle = cdn();
  const { etag } = (await handle(viewerRequest('/big.html'))).headers;
  const asked = async (ifNoneMatch: string, more = {}) =>
    (await handle(viewerRequest('/big.html', { headers: { 'if-none-match': ifNoneMatch, ...more } }))).status;
  expect(await asked(String(etag))).toBe(304);
  expect(await asked(`"other", W/${etag}`)).toBe(304);
  expect(await asked(`W/${etag}`, { 'accept-encoding': 'br' })).toBe(304);
  expect(await asked('*')).toBe(304);
  expect(await asked('"other"')).toBe(200);
  expect(await asked('"other"', { 'if-modified-since': new Date().toUTCString() })).toBe(200);
});

test('a missing object is 404, or 403 to a CDN that may not list the bucket', async () => {
  expect((await cdn()(viewerRequest('/none'))).status).toBe(404);
  const blind = { ...site, origin: { kind: 'bucket', bucket: 'public', path: '', listable: false } } as const;
  expect((await cdn({}, [api, blind])(viewerRequest('/none'))).status).toBe(403);
});

test('shows the error page that is configured, for an API as well', async () => {
  const errorResponses = [{ errorCode: 404, responseCode: 404, responsePagePath: '/errors/404.html' }];
  const response = await cdn({ errorResponses })(viewerRequest('/none'));
  expect([response.status, textOf(response)]).toEqual([404, 'not here']);
});

test('refuses other methods before anything else', async () => {
  expect((await cdn()(viewerRequest('/', { method: 'POST' }))).status).toBe(403);
});

test('runs the viewer function before the origin, and answers 503 when it fails', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const viewed = (code: string) => cdn({}, [{ ...site, viewerFunction: `function handler(event) { ${code} }` }]);
  const rewriting = viewed("event.request.uri = '/a%20b.txt'; return event.request;");
  expect(textOf(await rewriting(viewerRequest('/anything')))).toBe('spaced');
  expect((await viewed('throw new Error();')(viewerRequest('/'))).status).toBe(503);
  expect(told).toHaveBeenCalledOnce();
});

test('the API sees what is forwarded and no more, and the secret of the CDN, never the viewer’s', async () => {
  const response = await cdn()(
    viewerRequest('/api/x?a=1&b=2', {
      headers: {
        host: 'site',
        authorization: 'Bearer t',
        cookie: 'c=1',
        'x-origin-secret': 'forged',
        'cloudfront-x': 'forged',
      },
    }),
  );
  const event = z.looseObject({ headers: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf(response)));
  expect(event).toMatchObject({
    rawQueryString: 'a=1',
    headers: { authorization: 'Bearer t', 'x-origin-secret': 'right' },
  });
  expect(event).not.toHaveProperty('cookies');
  expect(event.headers).not.toHaveProperty('cloudfront-x');
  expect(event.headers['x-forwarded-for']).toBe('198.51.100.7, 127.0.0.1');
});

test('a header that the policies forget is missing at the API', async () => {
  const forgetful = { ...api, forwards: { ...api.forwards, headers: NONE } };
  const response = await cdn({}, [forgetful, site])(
    viewerRequest('/api/x', { headers: { authorization: 'Bearer t' } }),
  );
  expect(textOf(response)).not.toContain('Bearer t');
});

test('asks the second origin of a group for what the first does not have, and for nothing else', async () => {
  const { origin, ...rest } = site;
  if (origin.kind !== 'bucket' || api.origin.kind !== 'api') throw new Error('not these fixtures');
  const fallback = { ...api.origin, path: '/api' };
  const pages: BehaviorSpec = { ...rest, origin: { kind: 'group', primary: origin, fallback, statusCodes: [404] } };
  const serve = cdn({}, [pages]);
  expect(textOf(await serve(viewerRequest('/index.html')))).toBe('<p>front</p>');
  const asked = await serve(viewerRequest('/pages/x.html'));
  expect(textOf(asked)).toContain('"rawPath":"/api/pages/x.html"');
  expect(textOf(asked)).toContain('"x-origin-secret":"right"');
  expect((await serve({ ...viewerRequest('/pages/%'), method: 'GET' })).status).toBe(400);
});
