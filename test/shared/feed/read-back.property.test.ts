import fc from 'fast-check';
import Parser from 'rss-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { articleHtml, textOfArticleHtml } from '../../../shared/article/article-html.ts';
import { articleImages } from '../../../shared/article/article-images.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { entryOf } from '../../../shared/feed/entry-of.ts';
import { renderFeed } from '../../../shared/feed/feed-target.ts';
import { feedViewOf } from '../../../shared/feed/feed-view.ts';
import { resolveItems } from '../../../shared/feed/resolve-item.ts';
import { cdata } from '../../../shared/markup.ts';
import type { Site } from '../../../shared/site.ts';
import { DOCUMENT, publishedArticle } from '../article/article-fixtures.ts';
import { SITE } from './fixtures.ts';
import { allowed, hostile } from './hostile-words.ts';

const FULL: Site = { ...SITE, feedContent: 'full' };

/** The files of a feed of this one article, all the way from its document: its item, its entry, what is resolved, what is rendered. */
async function filesOf(document: ArticleDocument, site = FULL): Promise<Map<string, string>> {
  const article = publishedArticle(document);
  const deps = {
    documents: { document: () => Promise.resolve(document), images: () => Promise.resolve(articleImages([], [])) },
    site,
    clock: () => new Date('2026-11-20T08:00:00.000Z'),
  };
  const items = await resolveItems([entryOf(article)], deps);
  const view = feedViewOf({ feedId: 'section/news' }, items, site);
  return new Map(renderFeed(view, site).map(({ key, body }) => [key.split('/').at(-1) ?? '', body ?? '']));
}

/** Throws on what is not well-formed, or names a prefix that nobody has declared. */
function checkWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}

/** What a reader's own parser makes of the one item, in either format. */
const readItem = z.object({
  title: z.string(),
  link: z.string(),
  isoDate: z.string(),
  id: z.string().optional(),
  guid: z.string().optional(),
  creator: z.string().optional(),
  author: z.string().optional(),
  content: z.string(),
  'content:encoded': z.string().optional(),
});

async function readBack(xml: string) {
  const { items } = await new Parser({ defaultRSS: 2.0 }).parseString(xml);
  const item = readItem.parse(items[0]);
  return {
    headline: item.title,
    link: item.link,
    at: item.isoDate,
    id: item.guid ?? item.id,
    author: item.creator ?? item.author,
    html: item['content:encoded'] ?? item.content,
  };
}

const jsonItem = z.strictObject({
  id: z.string(),
  url: z.url(),
  external_url: z.url().optional(),
  title: z.string(),
  summary: z.string(),
  content_html: z.string().optional(),
  content_text: z.string().optional(),
  image: z.url().optional(),
  date_published: z.iso.datetime(),
  date_modified: z.iso.datetime(),
  authors: z.tuple([z.strictObject({ name: z.string() })], z.strictObject({ name: z.string() })),
  tags: z.array(z.string()),
  language: z.string(),
  attachments: z
    .array(
      z.strictObject({ url: z.url(), mime_type: z.string(), title: z.string().optional(), size_in_bytes: z.int() }),
    )
    .optional(),
});

/** JSON Feed 1.1, without extensions. */
const jsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  next_url: z.url().optional(),
  description: z.string(),
  language: z.string(),
  authors: z.array(z.strictObject({ name: z.string() })),
  items: z.tuple([jsonItem]),
});

/** A word that is more than white space, which xml2js drops where it is all that there is. */
const word = hostile.map((text) => `x${text}`);
const markupLike = fc.constantFrom(
  '<p>',
  '</p>',
  '<a href="/a b">',
  '<a href="https://x.example/a b">',
  '</a>',
  '<b>',
  '<ul><li>',
  ']]>',
  '<!--',
);
const html = fc
  .array(fc.oneof(word, markupLike), { maxLength: 8 })
  .map((parts) => articleHtml(`<p>${parts.join(' ')}</p>`));

describe('an article of hostile words', () => {
  it('comes back from each format as it is stored: headline, time, link, id, author and text', async () => {
    await fc.assert(
      fc.asyncProperty(word, word, word, html, async (headline, name, slug, bodyHtml) => {
        const document = {
          ...DOCUMENT,
          headline,
          authors: [name],
          slug,
          bodyHtml,
          bodyText: textOfArticleHtml(bodyHtml),
        };
        const files = await filesOf(document);
        const stored = {
          headline: allowed(headline),
          link: `https://news.example/news/${encodeURIComponent(slug.toWellFormed())}-aaaaaaaaaaaaaaaa.html`,
          at: '2026-11-20T07:00:00.000Z',
          id: 'tag:news.example,2026:article/aaaaaaaaaaaaaaaa',
          author: allowed(name),
        };
        for (const file of ['rss.xml', 'atom.xml']) {
          const xml = files.get(file) ?? '';
          checkWellFormed(xml);
          const { html: read, ...item } = await readBack(xml);
          expect(item, file).toEqual(stored);
          expect(textOfArticleHtml(read), file).toBe(document.bodyText);
        }
        const [item] = jsonFeed.parse(JSON.parse(files.get('feed.json') ?? '')).items;
        expect({
          headline: item.title,
          link: item.url,
          at: item.date_published,
          id: item.id,
          author: item.authors[0].name,
        }).toEqual(stored);
        expect(textOfArticleHtml(item.content_html ?? '')).toBe(document.bodyText);
      }),
      { numRuns: 300 },
    );
  });

  it('cannot end the section that holds it', () => {
    const parser = new SaxesParser({});
    let text = '';
    parser.on('cdata', (part) => {
      text += part;
    });
    parser.write(`<a>${cdata('a]]>b]]]]>>\u0000').text}</a>`).close();
    expect(text).toBe('a]]>b]]]]>>');
  });

  it('leads to no address that is relative or has a space', async () => {
    const bodyHtml = articleHtml(
      '<p><a href="/local">a</a> <a href=" https://x.example/a b\n?c=d e ">b</a> <img src="https://x.example/p q.jpg"> <img src="r.jpg"></p>',
    );
    const files = await filesOf({ ...DOCUMENT, bodyHtml });
    const [{ content_html = '' }] = jsonFeed.parse(JSON.parse(files.get('feed.json') ?? '')).items;
    const addresses = [...content_html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(['https://x.example/a%20b?c=d%20e', 'https://x.example/p%20q.jpg']);
  });

  it('says of a summary what it says of the whole: which of them is the stage’s to say', async () => {
    const files = await filesOf(DOCUMENT, SITE);
    expect([...files.values()].join('')).not.toContain('It was closed in spring');
    const full = await filesOf(DOCUMENT);
    for (const file of ['rss.xml', 'atom.xml', 'feed.json'])
      expect(full.get(file)).toContain('It was closed in spring');
  });

  it('survives at 10 KB of headline, whose card no entry can hold', async () => {
    const headline = '& ễ '.repeat(2500).trim();
    const files = await filesOf({ ...DOCUMENT, headline });
    for (const file of ['rss.xml', 'atom.xml']) {
      expect((await readBack(files.get(file) ?? '')).headline).toBe(headline);
    }
  });
});
