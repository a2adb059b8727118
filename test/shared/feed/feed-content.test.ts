import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { articleHtml } from '../../../shared/article/article-html.ts';
import { articleImages } from '../../../shared/article/article-images.ts';
import type { Image } from '../../../shared/article/image.ts';
import { placeholderOf } from '../../../shared/article/image-placeholder.ts';
import { feedContent } from '../../../shared/feed/feed-content.ts';

const NONE = articleImages([], []);
const url = 'https://news.example/news/a?b&c-aaaaaaaaaaaaaaaa.html';
const contentOf = (bodyHtml: string, images = NONE, correctionNote?: string) =>
  feedContent({ articleId: 'a'.repeat(16), language: 'en', bodyHtml, correctionNote }, images, {
    site: { url: 'https://news.example' },
    url,
  });

const image: Image = {
  schemaVersion: 1,
  key: 'news/a/photo.jpg',
  versionId: 'v',
  assetId: 'x'.repeat(16),
  type: 'image/jpeg',
  width: 1000,
  height: 500,
  renditions: [
    { name: '480.webp', type: 'image/webp', width: 480, height: 240, bytes: 1 },
    { name: '960.webp', type: 'image/webp', width: 960, height: 480, bytes: 2 },
    { name: 'original.jpg', type: 'image/jpeg', width: 1000, height: 500, bytes: 3 },
  ],
  alt: 'A "harbour"',
};

describe('the text of an article in a feed', () => {
  it('leads to footnotes on the page, and has no ids that others may have', () => {
    const body = articleHtml(
      '<p>Said<sup><a id="fnref-x-1-1" href="#fn-x-1">1</a></sup></p><ol><li id="fn-x-1">So <a href="#fnref-x-1-1">back</a></li></ol>',
      { noteMark: 'x' },
    );
    expect(body).toContain('id="fn-x-1"');
    const { document } = new JSDOM(contentOf(body)).window;
    const hrefs = [...document.querySelectorAll('a')].map(
      (a) => [...a.attributes].find(({ name }) => name === 'href')?.value,
    );
    expect(hrefs).toEqual([`${url}#fn-x-1`, `${url}#fnref-x-1-1`]);
    expect(document.querySelectorAll('[id]')).toHaveLength(0);
  });

  it('leaves text that only looks like a link or an id as it is', () => {
    const body = articleHtml('<p>&lt;a href="#x"&gt; and &lt;li id="y"&gt;</p>');
    expect(contentOf(body)).toBe(body);
  });

  it('has its images where the page has them, absolute and without what only browsers choose by', () => {
    const named = [{ src: 'photo.jpg', keys: ['news/a/photo.jpg'], place: 'body' as const }];
    const other = { ...image, key: 'news/a/other.jpg', assetId: 'y'.repeat(16), alt: '' };
    const body = `<p>One.</p><p><img src="${placeholderOf(0)}" /></p><p>Two.</p>`;
    const { document } = new JSDOM(contentOf(body, articleImages(named, [image, other]))).window;
    const shown = [...document.querySelectorAll('img')].map((img) => [...img.attributes].map((a) => [a.name, a.value]));
    const file = (letter: string) => `https://news.example/media/${'a'.repeat(16)}/${letter.repeat(16)}-960.webp`;
    const attributes = (letter: string, alt: string) => [
      ['src', file(letter)],
      ['width', '1000'],
      ['height', '500'],
      ['alt', alt],
    ];
    expect(shown).toEqual([attributes('x', 'A "harbour"'), attributes('y', '')]);
    expect(document.body.textContent?.replace(/\s/g, '')).toBe('One.Two.');
  });

  it('has the lead first, and before all what was corrected', () => {
    const html = contentOf('<p>Text.</p>', articleImages([], [image]), 'Four < six.');
    expect(html).toMatch(
      /^<p><strong>Correction:<\/strong> Four &lt; six.<\/p>\n<figure><img [^>]*><\/figure>\n<p>Text/,
    );
  });
});
