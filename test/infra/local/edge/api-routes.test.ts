import { describe, expect, test } from 'vitest';
import { routeMatcher } from '../../../../infra/local/edge/api-routes.ts';

const matcher = (...keys: string[]) =>
  routeMatcher(keys.map((routeKey) => ({ routeKey, functionName: 'f', timeoutSeconds: 30 })));

describe('the most specific route wins, in whatever order they stand', () => {
  const keys = [
    'ANY /{proxy+}',
    'GET /api/{proxy+}',
    'GET /api/comments/{id}',
    'ANY /api/comments/counts',
    'GET /api/comments/counts',
    '$default',
  ];
  test.each([
    ['GET', '/api/comments/counts', 'GET /api/comments/counts', {}],
    ['PUT', '/api/comments/counts', 'ANY /api/comments/counts', {}],
    ['GET', '/api/comments/abc', 'GET /api/comments/{id}', { id: 'abc' }],
    ['GET', '/api/comments/a/b', 'GET /api/{proxy+}', { proxy: 'comments/a/b' }],
    ['POST', '/api/comments/abc', 'ANY /{proxy+}', { proxy: 'api/comments/abc' }],
    ['GET', '/', '$default', {}],
  ])('%s %s', (method, path, routeKey, pathParameters) => {
    for (const order of [keys, keys.toReversed()]) {
      expect(matcher(...order)(method, path)).toMatchObject({ route: { routeKey }, pathParameters });
    }
  });
});

test('neither a missing nor an empty segment is a parameter, and a trailing slash is another path', () => {
  const match = matcher('GET /a/{id}', 'GET /b');
  expect(match('GET', '/a')).toBeUndefined();
  expect(match('GET', '/a/')).toBeUndefined();
  expect(match('GET', '/b/')).toBeUndefined();
  expect(match('HEAD', '/b')).toBeUndefined();
});
