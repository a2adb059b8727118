import { describe, expect, test } from 'vitest';
import { unrouted } from '../../../functions/articles/unrouted.ts';
import { openApiDocument } from '../../../infra/openapi/document.ts';

const description = JSON.parse(JSON.stringify(openApiDocument()));
const answer = unrouted(() => Promise.resolve(description));

describe('what no route answers', () => {
  test.each([
    '/api/nothing',
    '/api',
    '/api/',
    '/api/articles/',
    '/api/articles/a/b/c',
    '/API/articles',
    '/api/toString',
  ])('%s is no path of the API', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      await expect(answer({ method, path })).rejects.toMatchObject({ status: 404, code: 'route-unknown' });
    }
  });

  test.each([
    ['/api/articles', 'GET, HEAD, OPTIONS'],
    ['/api/articles/aaaaaaaaaaaaaaaa/kill', 'OPTIONS, POST'],
    ['/api/articles/aaaaaaaaaaaaaaaa/comments', 'GET, HEAD, OPTIONS, POST'],
    // What is true of a comment is true of this path as well, which API Gateway takes for one.
    ['/api/comments/counts', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
  ])('%s takes %s, be they of either function', async (path, allow) => {
    await expect(answer({ method: 'TRACE', path })).rejects.toMatchObject({
      status: 405,
      code: 'method-not-allowed',
      headers: { allow },
    });
    expect(await answer({ method: 'OPTIONS', path })).toEqual({ status: 204, headers: { allow } });
  });
});
