import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { articleIdOf } from '../../../shared/article/article-id.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '../../../infra/constructs/viewer-request.js'), 'utf8');

// As CloudFront runs it: a global `handler`, no modules, no I/O.
const sandbox = createContext({});
runInContext(SOURCE, sandbox);

const request = z.object({ uri: z.string(), method: z.string() });

/** The path that the origin is asked for. */
function objectOf(uri: string, headers: Record<string, { value: string }> = {}): string {
  Object.assign(sandbox, { event: { request: { method: 'GET', uri, headers } } });
  return request.parse(runInContext('handler(event)', sandbox)).uri;
}

const ID = articleIdOf({ scheme: 'key', value: 'world/harbour-bridge' });

describe('the viewer function', () => {
  it('has the ETag alone decide whether a reader’s copy is good', () => {
    const headers = { 'if-none-match': { value: '"a"' }, 'if-modified-since': { value: new Date(0).toUTCString() } };
    objectOf('/feeds/all/rss.xml', headers);
    expect(headers).toEqual({ 'if-none-match': { value: '"a"' } });
  });

  it.each([
    ['/', '/feeds/all/index.html'],
    ['/world', '/feeds/section/world/index.html'],
    ['/world/', '/feeds/section/world/index.html'],
    ['/thoi-su/', '/feeds/section/thoi-su/index.html'],
    [`/world/harbour-bridge-${ID}.html`, `/pages/${ID}.html`],
    [`/world/another-slug-${ID}.html`, `/pages/${ID}.html`],
    [`/a/b/c-${ID}.html`, `/pages/${ID}.html`],
    [`/world/source-972297-${ID}.html`, `/pages/${ID}.html`],
    [`/pages/${ID}.html`, `/pages/${ID}.html`],
    ['/feeds/all/rss.xml', '/feeds/all/rss.xml'],
    ['/feeds/section/world/index.html', '/feeds/section/world/index.html'],
    ['/feeds/section/world/', '/feeds/section/world/index.html'],
    ['/feeds/all/', '/feeds/all/index.html'],
    ['/archives/all/2026-10/', '/archives/all/2026-10/index.html'],
    ['/comments/all/', '/comments/all/'],
    [`/comments/${ID}.json`, `/comments/${ID}.json`],
    ['/sitemap.xml', '/sitemap.xml'],
    ['/sitemaps/2026-10.xml', '/sitemaps/2026-10.xml'],
    ['/robots.txt', '/robots.txt'],
    ['/feeds.opml', '/feeds.opml'],
    ['/archives/all/2026-10/index.html', '/archives/all/2026-10/index.html'],
    ['/archives/tag/x/2026-10-17-abcdefgh/rss.xml', '/archives/tag/x/2026-10-17-abcdefgh/rss.xml'],
    ['/World', '/World'],
    ['/-world', '/-world'],
    ['/world//', '/world//'],
    [`/world/no-hyphen${ID}.html`, `/world/no-hyphen${ID}.html`],
    [`/world/upper-${ID.toUpperCase()}.html`, `/world/upper-${ID.toUpperCase()}.html`],
    [`/world/long-${ID}a.html`, `/world/long-${ID}a.html`],
    [`/world/digits-${'0189'.repeat(4)}.html`, `/world/digits-${'0189'.repeat(4)}.html`],
    [`/world/more-${ID}.html.bak`, `/world/more-${ID}.html.bak`],
  ])('takes %s for %s', (path, object) => {
    expect(objectOf(path)).toBe(object);
  });

  it('finds any article under any section and slug', () => {
    const paths = fc.tuple(fc.stringMatching(/^[a-z0-9-]{1,20}$/), fc.webPath(), fc.string());
    fc.assert(
      fc.property(paths, ([section, slug, value]) => {
        const id = articleIdOf({ scheme: 'guid', value });
        expect(objectOf(`/${section}${slug}-${id}.html`)).toBe(`/pages/${id}.html`);
      }),
    );
  });

  it('never asks for the root of the bucket, which is its listing', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        expect(objectOf(`/${path.replace(/^\//, '')}`).length).toBeGreaterThan(1);
      }),
    );
  });

  it('changes nothing but the path', () => {
    Object.assign(sandbox, {
      event: { request: { method: 'HEAD', uri: '/', headers: {}, querystring: {}, cookies: {} } },
    });
    const result: unknown = runInContext('handler(event)', sandbox);
    expect(result).toEqual({ method: 'HEAD', uri: '/feeds/all/index.html', headers: {}, querystring: {}, cookies: {} });
  });

  it('fits into the 10 KB that CloudFront takes', () => {
    expect(Buffer.byteLength(SOURCE)).toBeLessThan(10_240);
  });
});
