import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { articleImages } from '../../../shared/article/article-images.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { renderPage } from '../../../shared/article/page.ts';
import { PAGE_SCRIPT } from '../../../shared/article/page-script.ts';
import { PAGE_STYLE } from '../../../shared/article/page-style.ts';
import { pageViewOf } from '../../../shared/article/page-view.ts';
import { SITE } from '../feed/fixtures.ts';
import { DOCUMENT, publishedArticle } from './article-fixtures.ts';

const PUBLISHED = '2026-11-20T07:00:00.000Z';

function pageOf(
  document: Partial<ArticleDocument> = {},
  article: { updatedAt?: string; correctionNote?: string } = {},
) {
  const whole = { ...DOCUMENT, ...document };
  return renderPage(pageViewOf({ ...publishedArticle(whole), publishedAt: PUBLISHED, ...article }, whole, SITE), SITE);
}

const newsArticle = z.object({ '@type': z.literal('NewsArticle'), headline: z.string(), url: z.url() }).loose();

const jsonLdOf = (html: string) =>
  newsArticle.parse(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? ''));

describe('an article page', () => {
  it('is to the byte what it was', async () => {
    const corrected = { updatedAt: '2026-11-20T09:30:00.000Z', correctionNote: 'Four lanes, not six.' };
    // The script's name changes with its text.
    const page = pageOf({}, corrected).replace(PAGE_SCRIPT.key, 'assets/comments-[hash].js');
    await expect(page).toMatchFileSnapshot('golden/page.html.snap');
  });

  it('shows the dateline once, in the text or above it', () => {
    const dateline = '<p class="meta">Hué & Hanoi</p>'.replace('&', '&amp;');
    const above = pageOf({ dateline: 'Hué & Hanoi', bodyHtml: '<p>The bridge is open.</p>' });
    expect(above).toContain(dateline);
    const within = pageOf({ dateline: 'Hué', bodyHtml: '<p><strong>HUÉ</strong> (ACME) — The bridge is open.</p>' });
    expect(within).not.toContain('<p class="meta">Hué</p>');
    expect(within).toContain('HUÉ');
  });

  it('has each table scroll by itself, in a frame that the keyboard reaches', () => {
    const bodyHtml = '<table><tbody><tr><td>1</td></tr></tbody></table><p>Or &lt;table&gt;.</p><table></table>';
    const html = pageOf({ bodyHtml });
    expect(html).toContain('<div class="wide" role="group" aria-label="Table" tabindex="0"><table><tbody>');
    expect(html.match(/<div class="wide"/g)).toHaveLength(2);
    expect(html.match(/<\/table><\/div>/g)).toHaveLength(2);
  });

  it('names its own URL as the canonical one, and its source in a link and in the JSON-LD', () => {
    const html = pageOf();
    const url = 'https://news.example/news/harbour-bridge-reopens-aaaaaaaaaaaaaaaa.html';
    expect(html).toContain(`<link rel="canonical" href="${url}">`);
    expect(html).toContain('Source: <a href="https://wire.example/harbour-bridge-1234.html"');
    expect(html).toContain('Credit: Courier Wire');
    expect(jsonLdOf(html)).toMatchObject({
      url,
      isBasedOn: 'https://wire.example/harbour-bridge-1234.html',
      creditText: 'Courier Wire',
      datePublished: PUBLISHED,
      dateModified: PUBLISHED,
      author: [
        { '@type': 'Person', name: 'Ada Moreau' },
        { '@type': 'Person', name: 'Linh Trần' },
      ],
    });
  });

  it('says what was corrected and when, and nothing of an update that did not happen', () => {
    const html = pageOf({}, { updatedAt: '2026-11-20T09:30:00.000Z', correctionNote: 'Four lanes, not six.' });
    expect(html).toContain('<strong>Correction:</strong> Four lanes, not six.');
    expect(html).toContain(
      'Updated <time datetime="2026-11-20T09:30:00.000Z">20 November 2026, 16:30 (UTC+07:00)</time>',
    );
    expect(jsonLdOf(html)).toMatchObject({
      correction: 'Four lanes, not six.',
      dateModified: '2026-11-20T09:30:00.000Z',
    });
    expect(pageOf()).not.toContain('Updated');
  });

  it('speaks the language of the article, in its direction', () => {
    const vietnamese = pageOf({ language: 'vi' });
    expect(vietnamese).toContain('<html lang="vi" dir="ltr">');
    expect(vietnamese).toContain(
      'Đăng lúc <time datetime="2026-11-20T07:00:00.000Z">20/11/2026, 14:00 (UTC+07:00)</time>',
    );
    expect(pageOf({ language: 'ar' })).toContain('<html lang="ar" dir="rtl">');
  });

  it('makes no link of a source that is no web address', () => {
    const html = pageOf({ canonicalSource: 'javascript:alert(1)' });
    expect(html).not.toContain('href="javascript');
    expect(html).toContain('Source: javascript:alert(1)');
    expect(jsonLdOf(html)).not.toHaveProperty('isBasedOn');
  });

  it('inlines the style whose hash the content security policy names, and runs no script but the site’s own', () => {
    const html = pageOf();
    expect(html).toContain(`<style>${PAGE_STYLE}</style>`);
    expect(html.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/ld+json">',
      `<script type="module" src="/${PAGE_SCRIPT.key}">`,
    ]);
    expect(html).not.toMatch(/ on[a-z]+=| style=/);
  });

  it('says where its comments are read without a script, in its language, and how many only by the script', () => {
    const html = pageOf({ language: 'vi' });
    expect(html).toContain('<a href="/feeds/comments/aaaaaaaaaaaaaaaa/index.html">Đọc bình luận</a>');
    expect(html).toContain('href="https://news.example/feeds/comments/aaaaaaaaaaaaaaaa/rss.xml"');
    expect(html).toContain('<h2 id="comments-title">Bình luận</h2>');
  });

  it('has one h1, a skip link and a main', () => {
    const html = pageOf();
    for (const once of ['<h1>', '<main id="content">', 'href="#content"', '<article>']) {
      expect(html.split(once), once).toHaveLength(2);
    }
  });

  it('lets no word become markup', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          '</script>',
          '<!--',
          '<script>',
          ']]>',
          '"',
          "'",
          '&',
          '</title>',
          '\u0000',
          '\ud800',
          '\u2028',
        ),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 8 },
    );
    const expected = tagsOf(pageOf({ canonicalSource: 'x', tags: [{ name: 'x' }] }, { correctionNote: 'x' }));
    fc.assert(
      fc.property(words, (parts) => {
        const text = `x${parts.join('')}`;
        const html = pageOf(
          {
            headline: text,
            subheadline: text,
            summary: text,
            byline: text,
            authors: [text],
            dateline: text,
            credit: text,
            usageterms: text,
            canonicalSource: text,
            tags: [{ name: text }],
          },
          { correctionNote: text },
        );
        expect(tagsOf(html)).toEqual(expected);
        expect(jsonLdOf(html).headline).toBe(
          text.replace(/\r\n|\r/g, '\n').replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''),
        );
      }),
      { numRuns: 300 },
    );
  });
});

const tagsOf = (html: string): string[] => [...html.matchAll(/<(\/?[a-z0-9]+|!--|!\[)/gi)].map((m) => m[1] ?? '');

describe('images on a page', () => {
  const renditions = (widths: number[], original: [width: number, height: number]) => [
    ...widths.map((width) => ({
      name: `${width}.webp`,
      type: 'image/webp' as const,
      width,
      height: width / 2,
      bytes: 9,
    })),
    { name: 'original.jpg', type: 'image/jpeg' as const, width: original[0], height: original[1], bytes: 99 },
  ];
  const imageOf = (key: string, widths: number[], width: number, words = {}) => ({
    schemaVersion: 1 as const,
    key,
    versionId: 'v',
    assetId: 'abcdefghijklmnop',
    type: 'image/jpeg' as const,
    width,
    height: width / 2,
    renditions: renditions(widths, [width, width / 2]),
    ...words,
  });

  function pageWith(images: Parameters<typeof articleImages>, bodyHtml = DOCUMENT.bodyHtml) {
    const whole = { ...DOCUMENT, bodyHtml };
    const article = { ...publishedArticle(whole), publishedAt: PUBLISHED };
    return renderPage(pageViewOf(article, whole, SITE, articleImages(...images)), SITE);
  }

  const MEDIA = '/media/aaaaaaaaaaaaaaaa/abcdefghijklmnop';

  it('has the image beside it before its text, in all widths that a page needs', () => {
    const html = pageWith([
      [],
      [imageOf('a/photo.jpg', [480, 960, 1600], 4000, { alt: 'A "tram"', caption: 'At <noon>' })],
    ]);
    expect(html).toContain(
      `<figure><img src="${MEDIA}-960.webp" srcset="${MEDIA}-480.webp 480w, ${MEDIA}-960.webp 960w, ${MEDIA}-1600.webp 1600w"`,
    );
    expect(html).toContain('width="4000" height="2000" alt="A &quot;tram&quot;" loading="lazy" />');
    expect(html).toContain('<figcaption>At &lt;noon&gt;</figcaption>');
    expect(html.indexOf('<figure>')).toBeLessThan(html.indexOf('<div class="body">'));
    expect(html).toContain(`<meta property="og:image" content="https://news.example${MEDIA}-1600.webp">`);
    expect(jsonLdOf(html)).toMatchObject({
      image: [
        { '@type': 'ImageObject', url: `https://news.example${MEDIA}-1600.webp`, width: 1600, caption: 'At <noon>' },
      ],
    });
  });

  it('takes the original where it is wider than its renditions, and no print', () => {
    expect(pageWith([[], [imageOf('a/p.jpg', [480], 700)]])).toContain(`${MEDIA}-original.jpg 700w`);
    expect(pageWith([[], [imageOf('a/p.jpg', [480], 480)]])).not.toContain('original.jpg 480w');
    expect(pageWith([[], [imageOf('a/p.jpg', [], 200)]])).toContain(`src="${MEDIA}-original.jpg"`);
  });

  it('shows a named one in its place, the others after the text, and what does not stand nowhere', () => {
    const photo = imageOf('a/photo.jpg', [480], 480);
    const other = imageOf('a/other.jpg', [480], 480, { alt: 'Other' });
    const named = [
      { src: 'photo.jpg', keys: ['a/photo.jpg'], place: 'body' as const, alt: 'Ours', caption: 'A caption' },
      { src: 'gone.jpg', keys: ['a/gone.jpg'], place: 'body' as const },
    ];
    const [ours, gone] = ['https://image.invalid/0', 'https://image.invalid/1'];
    const html = pageWith(
      [named, [other, photo]],
      `<p>One <img src="${ours}" /> two.</p><p><img src="${ours}" /></p><figure><img src="${ours}" /><figcaption>Theirs</figcaption></figure><figure><img src="${gone}" /><figcaption>Lost</figcaption></figure><p><img src="${gone}" /></p>`,
    );
    expect(html).toMatch(/<p>One <img [^>]*alt="Ours"[^>]*\/> two\.<\/p>/);
    expect(html).toMatch(/<figure><img [^>]*\/><figcaption>A caption<\/figcaption><\/figure>/);
    expect(html).toMatch(/<figure><img [^>]*\/><figcaption>Theirs<\/figcaption><\/figure>/);
    expect(html).not.toMatch(/Lost|image\.invalid|<p><\/p>/);
    expect(html).toMatch(/<figure><img [^>]*alt="Other"[^>]*\/><\/figure>\n<\/div>/);
  });

  it('renders bodies of many figures in no time', () => {
    const many = '<figure><img src="https://image.invalid/0" />'.repeat(20_000);
    const begun = performance.now();
    pageWith([[], []], many);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
