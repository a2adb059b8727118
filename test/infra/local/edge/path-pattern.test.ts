import { expect, test } from 'vitest';
import { pathMatcher } from '../../../../infra/local/edge/path-pattern.ts';

test.each([
  ['*', '/anything/at/all', true],
  ['/api/*', '/api/articles', true],
  ['/api/*', '/api/', true],
  ['/api/*', '/api', false],
  ['api/*', '/api/x', true],
  ['/api/*', '/API/x', false],
  ['/images/*.jpg', '/images/a/b.jpg', true],
  ['/images/*.jpg', '/images/bxjpg', false],
  ['/a??.jpg', '/ab1.jpg', true],
  ['/a??.jpg', '/ab.jpg', false],
  ['*.gif', '/deep/x.gif', true],
])('%s on %s: %s', (pattern, path, expected) => {
  expect(pathMatcher(pattern)(path)).toBe(expected);
});
