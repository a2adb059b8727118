import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CloudFront } from '../../../functions/publish/adapters/cloudfront.ts';

/** No engine of this machine speaks CloudFront's API, so the request itself is looked at. */
const requests: { target: string; body: string }[] = [];
const server = createServer(async (request, response) => {
  requests.push({ target: `${request.method} ${request.url}`, body: await text(request) });
  response.writeHead(201).end();
});
let cdn: CloudFront;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new CloudFrontClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials });
  cdn = new CloudFront(client, 'E123');
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const reference = (at: number) => /<CallerReference>([^<]+)/.exec(requests[at]?.body ?? '')?.[1];

test('an invalidation names the distribution and each path, and again is the same one', async () => {
  await cdn.forget(['/pages/a.html', '/news/a.html'], '100');
  await cdn.forget(['/pages/a.html', '/news/a.html'], '100');
  await cdn.forget(['/pages/a.html'], '100');
  await cdn.forget(['/pages/a.html', '/news/a.html'], '101');
  expect(requests[0]?.target).toBe('POST /2020-05-31/distribution/E123/invalidation');
  expect(requests[0]?.body).toContain('<Quantity>2</Quantity>');
  expect(requests[0]?.body).toContain('<Path>/pages/a.html</Path><Path>/news/a.html</Path>');
  expect(reference(1)).toBe(reference(0));
  expect(new Set([reference(0), reference(2), reference(3)])).toHaveLength(3);
});
