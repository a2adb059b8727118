import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Compressor } from '../../../../infra/local/edge/compression.ts';

const page = (length: number, headers: Record<string, string> = {}) => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', etag: '"abc"', ...headers },
  body: Buffer.from('news '.repeat(length).slice(0, length)),
});

test.each([
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=1, br;q=0', 'gzip'],
  ['br;q=0.1', 'br'],
])('%s gets %s, decoded to the same bytes, with a weak ETag', async (accept, encoding) => {
  const compressor = new Compressor();
  for (let again = 0; again < 2; again++) {
    const { headers, body } = await compressor.compress(page(5000), accept);
    expect(headers).toMatchObject({ 'content-encoding': encoding, etag: 'W/"abc"', vary: 'Accept-Encoding' });
    expect((encoding === 'br' ? brotliDecompressSync(body) : gunzipSync(body)).equals(page(5000).body)).toBe(true);
  }
});

test.each([
  ['too small', page(999), 'br'],
  ['too large', page(10_000_001), 'br'],
  ['another type', page(5000, { 'content-type': 'image/png' }), 'br'],
  ['Atom', page(5000, { 'content-type': 'application/atom+xml' }), 'br'],
  ['JSON Feed', page(5000, { 'content-type': 'application/feed+json' }), 'br'],
  ['encoded already', page(5000, { 'content-encoding': 'gzip' }), 'br'],
  ['not asked for', page(5000), 'identity'],
  ['another status', { ...page(5000), status: 206 }, 'br'],
])('left as it is: %s', async (_, response, accept) => {
  expect(await new Compressor().compress(response, accept)).toBe(response);
});

test('keeps the bytes of different answers apart, though they share an ETag', async () => {
  const compressor = new Compressor();
  await compressor.compress(page(5000), 'gzip');
  const other = await compressor.compress(page(6000), 'gzip');
  expect(gunzipSync(other.body)).toHaveLength(6000);
});
