import { expect, test } from 'vitest';
import { viewerFunction } from '../../../../infra/local/edge/viewer-function.ts';
import { viewerRequest } from './request.ts';

const run = (body: string, target = '/a?x=1&x=2&y', headers: Record<string, string> = {}) =>
  viewerFunction(`function handler(event) { const request = event.request; ${body} }`)(
    viewerRequest(target, { headers }),
  );

test('passes the request on, changed in path, query and headers', async () => {
  const result = await run(
    `request.uri = '/b'; request.headers['x-new'] = { value: request.headers['x-old'].value + '!' }; return request;`,
    '/a?x=1&x=2&y&z=%20',
    { 'x-old': 'v', cookie: 'a=1' },
  );
  expect(result).toMatchObject({
    request: { path: '/b', query: 'x=1&x=2&y&z=%20', headers: { 'x-old': 'v', 'x-new': 'v!', cookie: 'a=1' } },
  });
});

test('sees repeated parameters, cookies and the viewer, as cloudfront-js-2.0 gives them', async () => {
  const result = await run(
    `return { statusCode: 200, body: JSON.stringify([request.querystring, request.cookies, event.viewer, event.version]) };`,
    '/a?x=1&x=2&y',
    { cookie: 'a=1; b=2' },
  );
  const response = 'response' in result ? result.response : undefined;
  expect(JSON.parse(String(response?.body))).toEqual([
    { x: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, y: { value: '' } },
    { a: { value: '1' }, b: { value: '2' } },
    { ip: '198.51.100.7' },
    '1.0',
  ]);
});

test('may answer by itself, with cookies, and be asynchronous', async () => {
  const code = `async function handler() {
    return { statusCode: 302, headers: { location: { value: '/x' } }, cookies: { s: { value: '1', attributes: 'Secure' } } };
  }`;
  expect(await viewerFunction(code)(viewerRequest('/'))).toEqual({
    response: { status: 302, headers: { location: '/x', 'set-cookie': ['s=1; Secure'] }, body: Buffer.alloc(0) },
  });
});

test.each(['setTimeout', 'fetch', 'process', 'require', 'globalThis.Buffer'])('has no %s', async (name) => {
  const result = await run(`return { statusCode: 200, body: typeof ${name} };`);
  expect(result).toMatchObject({ response: { body: Buffer.from('undefined') } });
});

test('cannot make code from text', async () => {
  await expect(run(`return new Function('return 1')();`)).rejects.toThrow(/Code generation/);
});

test('refuses what is no request and no response', async () => {
  await expect(run('return { uri: 1 };')).rejects.toThrow();
  expect(() => viewerFunction('function other() {}')).toThrow(/handler/);
  expect(() => viewerFunction(`import cf from 'cloudfront';\nfunction handler() {}`)).toThrow(/modules/);
});
