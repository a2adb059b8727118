import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { commentsScript } from '../../infra/site-script.ts';
import { COMMENTS_SCRIPT } from '../../shared/article/comments-script.ts';

it('the script of pages is what its sources make: else run npm run site', async () => {
  expect(COMMENTS_SCRIPT).toBe(await commentsScript());
});

it('is small: every page of an article has it loaded', () => {
  expect(gzipSync(COMMENTS_SCRIPT).length).toBeLessThan(11_000);
});
