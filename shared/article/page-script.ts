import { createHash } from 'node:crypto';
import { base32 } from '../base32.ts';
import { ASSET_CACHE } from '../cache-control.ts';
import type { PresentOutput } from '../feed/converge.ts';
import { COMMENTS_SCRIPT } from './comments-script.ts';

/**
 * The one script of articles' pages, a public object that never changes under its name: that holds a hash of its text. It stands
 * before any page that names it; older pages go on with the one that they name.
 */
export const PAGE_SCRIPT: PresentOutput = {
  key: `assets/comments-${base32(createHash('sha256').update(COMMENTS_SCRIPT).digest())}.js`,
  body: COMMENTS_SCRIPT,
  contentType: 'text/javascript; charset=utf-8',
  cacheControl: ASSET_CACHE,
};
