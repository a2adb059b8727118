import { request } from 'node:http';
import { afterAll, expect, test, vi } from 'vitest';
import { startEdgeServer } from '../../../../infra/local/edge/edge-server.ts';

const server = await startEdgeServer(0, [
  ({ path }) =>
    path === '/first'
      ? { status: 200, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: Buffer.from('first') }
      : undefined,
  ({ path, method, query, headers, body }) => {
    if (path === '/fails') throw new Error('on purpose');
    const seen = JSON.stringify({ method, query, header: headers['x-test'], body: body.toString() });
    if (path === '/bodiless') return { status: 200, headers: {}, body: Buffer.alloc(0) };
    return path === '/same'
      ? { status: 304, headers: { etag: '"1"' }, body: Buffer.alloc(0) }
      : { status: 200, headers: {}, body: Buffer.from(seen) };
  },
]);
const url = `http://127.0.0.1:${server.port}`;
afterAll(() => server.stop());

test('the first handler with an answer gives it', async () => {
  const response = await fetch(`${url}/first`);
  expect(await response.text()).toBe('first');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('hands over method, query, headers and body as they came', async () => {
  const response = await fetch(`${url}/x?a=%20+1`, { method: 'POST', body: 'text', headers: { 'x-test': 'v' } });
  expect(await response.json()).toEqual({ method: 'POST', query: 'a=%20+1', header: 'v', body: 'text' });
});

test('HEAD has the length and no body, 304 neither', async () => {
  const head = await fetch(`${url}/first`, { method: 'HEAD' });
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['5', '']);
  const bodiless = await fetch(`${url}/bodiless`, { method: 'HEAD' });
  expect([bodiless.status, bodiless.headers.get('content-length')]).toEqual([200, null]);
  const same = await fetch(`${url}/same`);
  expect([same.status, same.headers.get('etag'), same.headers.get('content-length')]).toEqual([304, '"1"', null]);
});

test('a handler that fails is a 502, and the server goes on', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  expect((await fetch(`${url}/fails`)).status).toBe(502);
  expect(told).toHaveBeenCalledOnce();
  expect((await fetch(`${url}/first`)).status).toBe(200);
});

test('a target that is no path is a 400', async () => {
  const status = await new Promise((resolve, reject) => {
    request({ port: server.port, host: '127.0.0.1', path: 'http://elsewhere/', method: 'GET' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(400);
});
