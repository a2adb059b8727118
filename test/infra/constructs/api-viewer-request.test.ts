import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ARTICLE_TYPES } from '../../../functions/articles/article-types.ts';
import { viewerFunction } from '../../../infra/local/edge/viewer-function.ts';
import { negotiate } from '../../../shared/http/negotiate.ts';
import { viewerRequest } from '../local/edge/request.ts';

const code = readFileSync(join(import.meta.dirname, '../../../infra/constructs/api-viewer-request.js'), 'utf8');
const view = viewerFunction(code);

async function acceptOf(accept: string | undefined): Promise<string | undefined> {
  const viewed = await view(viewerRequest('/api/articles?tag=a', { headers: accept === undefined ? {} : { accept } }));
  if (!('request' in viewed)) throw new Error('the function answered by itself');
  expect(viewed.request).toMatchObject({ path: '/api/articles', query: 'tag=a' });
  return viewed.request.headers.accept;
}

it.each([
  undefined,
  '*/*',
  'application/json',
  'application/json, text/plain, */*',
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'application/*;q=0.5',
])('%s is plain JSON', async (accept) => {
  expect(await acceptOf(accept)).toBe('application/json');
});

it.each([
  ...ARTICLE_TYPES.slice(1),
  'application/ld+json, */*;q=0.1',
  'application/json;q=0, */*',
  'application/json;q=0.0',
  'text/csv',
  'application/jsonp',
])('%s is left to the API', async (accept) => {
  expect(await acceptOf(accept)).toBe(accept);
});

const range = fc
  .tuple(
    fc.constantFrom('*/*', 'application/*', 'text/html', ...ARTICLE_TYPES),
    fc.constantFrom('', ';q=0', ';q=0.0', ';q=0.3', '; q=0.7', ';q=1', ';v=1'),
  )
  .map((parts) => parts.join(''));

it('never changes what the API chooses', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 4 }), async (ranges) => {
      const accept = ranges.join(', ');
      expect(negotiate(await acceptOf(accept), ARTICLE_TYPES)).toBe(negotiate(accept, ARTICLE_TYPES));
    }),
  );
});
