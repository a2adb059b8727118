import { expect, test } from 'vitest';
import { documentOf } from '../parsing.ts';
import { many, SENTENCE } from './hostile.ts';

const page = (body: string) => `<!doctype html><title>The bridge</title><body><main>${body}</main></body>`;
const elementsIn = (html: string) => html.match(/<[a-z]/g)?.length ?? 0;

const UPDATE = (i: number) =>
  `<div class="block" id="block-${i}"><div class="meta"><time datetime="2026-11-24T07:00:00Z">07:00</time><a href="/live#block-${i}">Link</a></div>
   <h2>Update ${i}</h2><p>${SENTENCE.repeat(7)}</p><p>${SENTENCE.repeat(7)} <a href="https://example.org/${i}">More</a></p><p>${SENTENCE.repeat(4)}</p></div>`;
const LIVE_BLOG = page(`<article><h1>The bridge, live</h1>${many(520, UPDATE)}</article>`);

const LONG_READ = many(330, (i) => {
  const figure =
    i % 10
      ? ''
      : `<h2>Part ${i}</h2><figure><img src="https://example.org/${i}.jpg"><figcaption>${i}</figcaption></figure>`;
  return `<p>${SENTENCE.repeat(5)} <a href="https://example.org/${i}">there</a> <em>and</em> <strong>here</strong> <i>too</i></p>${figure}`;
});
const MARKDOWN = many(
  330,
  (i) =>
    `${SENTENCE.repeat(5)} [there](https://example.org/${i}) *and* **here**\n\n${i % 10 ? '' : `| a | b |\n|---|---|\n| c | d |\n\n`}`,
);

/** What a limit must leave room for: see ADR 58. */
test('a live blog of 1 MB and 5,000 elements is read to its end', () => {
  expect(LIVE_BLOG.length).toBeGreaterThan(1_000_000);
  expect(elementsIn(LIVE_BLOG)).toBeGreaterThan(5_000 - 500);
  expect(documentOf(LIVE_BLOG, { key: 'live.html' }).bodyText).toContain('Update 519');
});

test.each([
  ['a page', page(`<article>${LONG_READ}</article>`), 'long.html'],
  ['a piece of HTML', LONG_READ, 'long.html'],
  ['ninjs', JSON.stringify({ uri: 'urn:long', body_html: LONG_READ }), 'long.json'],
  ['Markdown', `# The bridge\n\n${MARKDOWN}`, 'long.md'],
])('a long read of 200 KB, 2,000 elements and 300 links is read as %s', (_, text, key) => {
  const { bodyHtml } = documentOf(text, { key });
  expect(bodyHtml).toContain('https://example.org/0"');
  expect(bodyHtml).toContain('https://example.org/329"');
});

test('what is deep, but no deeper than pages of tables and of frameworks are', () => {
  const text = `${'<div>'.repeat(21)}${`<p>${SENTENCE}</p>`.repeat(2000)}${'</div>'.repeat(21)}`;
  expect(documentOf(page(text), { key: 'deep.html' }).wordCount).toBeGreaterThan(30_000);
});

test('pictures within the caption of a picture are taken once', () => {
  const media = (caption: string) =>
    `<media media-type="image"><media-reference source="https://example.org/a.jpg"/><media-caption>${caption}</media-caption></media>`;
  const nested = Array.from({ length: 10 }).reduce<string>((within) => media(within), 'here');
  const { bodyHtml } = documentOf(`<nitf><body><body.content><p>There</p>${nested}</body.content></body></nitf>`);
  expect(bodyHtml.match(/<figure>/g)).toHaveLength(10);
});
