import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getArticle } from '../../../functions/articles/get-article.ts';
import { newsArticleBody } from '../../../functions/articles/news-article-body.ts';
import { ninjsItem } from '../../../functions/articles/ninjs-item.ts';
import type { Image } from '../../../shared/article/image.ts';
import { Problem } from '../../../shared/http/problem.ts';
import { settings } from '../../../shared/settings.ts';
import { siteOf } from '../../../shared/site.ts';
import { DOCUMENT, publishedArticle } from '../../shared/article/article-fixtures.ts';
import { documentOf } from '../ingest-article/parse/parsing.ts';

const site = siteOf('https://news.example', settings.parse({ title: 'The Example' }));
const document = {
  ...DOCUMENT,
  guid: 'urn:newsml:wire.example:20261120:4711',
  tags: [
    { name: 'Harbour' },
    { name: 'Transport', code: 'medtop:20000337' },
    { name: 'Bridges', code: 'https://id.example/bridges' },
    { name: 'Local', code: 'desk:17' },
  ],
};
const article = {
  ...publishedArticle(document),
  correctionNote: 'Five weeks, not four.',
  expires: '2027-01-01T00:00:00.000Z',
};

const image: Image = {
  schemaVersion: 1,
  key: 'news/bridge/a.jpg',
  versionId: 'v',
  assetId: 'abcdefghijklmnop',
  type: 'image/jpeg',
  width: 800,
  height: 600,
  renditions: [
    { name: '480.webp', type: 'image/webp', width: 480, height: 360, bytes: 9000 },
    { name: 'original.jpg', type: 'image/jpeg', width: 800, height: 600, bytes: 70000 },
  ],
  alt: 'A bridge',
  caption: 'The bridge at dawn.',
  credit: 'Ada Moreau',
};

const get = getArticle({
  articles: { article: () => Promise.resolve(article), entries: () => Promise.reject(new Error('no list')) },
  documents: { document: () => Promise.resolve(document) },
  images: { inFolder: () => Promise.resolve([image]), named: () => Promise.resolve([]) },
  counts: { of: () => Promise.resolve([3]) },
  site,
});

const as = (accept?: string, id = article.id) =>
  get({
    params: { id },
    query: {},
    body: undefined,
    headers: accept === undefined ? {} : { accept },
    idempotencyKey: { value: 'k', given: false },
    sourceIp: '192.0.2.1',
    now: new Date('2026-11-21T00:00:00Z'),
  });

describe('one article', () => {
  it.each([undefined, '*/*', 'application/json'])('comes as plain JSON for %s', async (accept) => {
    expect(await as(accept)).toMatchObject({
      mediaType: 'application/json',
      body: {
        headline: DOCUMENT.headline,
        commentCount: 3,
        image: { url: `${site.url}/media/${article.id}/abcdefghijklmnop-original.jpg`, alt: 'A bridge' },
      },
      headers: { vary: 'Accept' },
    });
  });

  it('links to its page, its other forms and the description of the API', async () => {
    const { headers } = await as();
    expect(headers?.link?.split(', ')).toEqual([
      '<https://news.example/news/harbour-bridge-reopens-aaaaaaaaaaaaaaaa.html>; rel="canonical"',
      '<https://news.example/news/harbour-bridge-reopens-aaaaaaaaaaaaaaaa.html>; rel="alternate"; type="text/html"',
      '<https://news.example/api/articles/aaaaaaaaaaaaaaaa>; rel="alternate"; type="application/json"',
      '<https://news.example/api/articles/aaaaaaaaaaaaaaaa>; rel="alternate"; type="application/ld+json"',
      '<https://news.example/api/articles/aaaaaaaaaaaaaaaa>; rel="alternate"; type="application/vnd.iptc.ninjs+json"',
      '<https://news.example/api/openapi.json>; rel="describedby"; type="application/json"',
    ]);
  });

  it('is refused where nothing will do, before anything is read', async () => {
    const refused = await as('text/csv', 'no-id').catch((error: unknown) => error);
    if (!(refused instanceof Problem)) throw new Error('not refused');
    expect(refused.toJSON()).toMatchObject({ status: 406, code: 'not-acceptable', available: { length: 3 } });
    expect(refused.headers).toEqual({ vary: 'Accept' });
  });

  it('comes as schema.org’s NewsArticle', async () => {
    const { body, mediaType } = await as('application/ld+json');
    expect(mediaType).toBe('application/ld+json');
    expect(newsArticleBody.parse(JSON.parse(JSON.stringify(body)))).toMatchObject({
      '@id': 'tag:news.example,2026:article/aaaaaaaaaaaaaaaa',
      headline: DOCUMENT.headline,
      articleBody: DOCUMENT.bodyText,
      author: [{ name: 'Ada Moreau' }, { name: 'Linh Trần' }],
      correction: 'Five weeks, not four.',
      image: [{ '@type': 'ImageObject', caption: 'The bridge at dawn.' }],
    });
  });
});

describe('ninjs', () => {
  const item = async () => {
    const { body, mediaType } = await as('application/vnd.iptc.ninjs+json');
    expect(mediaType).toBe('application/vnd.iptc.ninjs+json');
    return ninjsItem.strict().parse(JSON.parse(JSON.stringify(body)));
  };

  it('keeps the codes of topics: IPTC’s as their URIs, others as they were', async () => {
    expect((await item()).subjects).toEqual([
      { name: 'Harbour', rel: 'about' },
      { name: 'Transport', rel: 'about', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000337' },
      { name: 'Bridges', rel: 'about', uri: 'https://id.example/bridges' },
      { name: 'Local', rel: 'about', literal: 'desk:17' },
      { name: 'News', literal: 'news' },
    ]);
  });

  it('says what else the article says', async () => {
    expect(await item()).toMatchObject({
      uri: 'tag:news.example,2026:article/aaaaaaaaaaaaaaaa',
      version: '1',
      firstCreated: '2026-11-20T07:00:00.000Z',
      expires: '2027-01-01T00:00:00.000Z',
      by: DOCUMENT.byline,
      located: DOCUMENT.dateline,
      usageTerms: DOCUMENT.usageterms,
      descriptions: [{ role: 'summary' }, { role: 'correction', value: 'Five weeks, not four.' }],
      altIds: [{ role: 'article' }, { role: 'source', value: document.guid }, { role: 'canonicalSource' }],
      associations: [
        {
          type: 'picture',
          infoSources: [{ name: 'Ada Moreau' }],
          renditions: [
            { href: expect.stringContaining('480.webp'), width: 480, sizeInBytes: 9000 },
            { contentType: 'image/jpeg', height: 600 },
          ],
        },
      ],
    });
  });

  it('is read back by our own wire reader as the article that it was', async () => {
    const back = documentOf(JSON.stringify(await item()), { key: 'back.json' });
    const { headline, subheadline, byline, dateline, credit, usageterms, language, summary, section } = document;
    expect(back).toMatchObject({ headline, subheadline, byline, dateline, usageterms, language, summary, section });
    expect(back).toMatchObject({ credit, guid: 'tag:news.example,2026:article/aaaaaaaaaaaaaaaa', documentVersion: 1 });
    expect(back.bodyText.replace(/\s+/g, ' ')).toContain(document.bodyText.replace(/\s+/g, ' '));
    expect(back.tags).toEqual(expect.arrayContaining([{ name: 'Transport', code: 'medtop:20000337' }]));
  });

  const samples = join(import.meta.dirname, '../../../../shared/corpora/ninjs/3.1');

  // IPTC's own samples have a schema in common with ours: each of their members that we know is as we write it.
  it.skipIf(!existsSync(samples)).each(globSync('*_text_article.json', { cwd: samples }))('%s agrees', (name) => {
    const text = z.object({ value: z.string(), role: z.string().optional(), contentType: z.string().optional() });
    const { shape } = ninjsItem;
    const common = ninjsItem
      .pick({ type: true, language: true, by: true, located: true, uri: true })
      .extend({ versionCreated: z.iso.datetime(), headlines: z.array(text), bodies: z.array(text) })
      .partial();
    const sample: unknown = JSON.parse(readFileSync(join(samples, name), 'utf8'));
    expect(common.safeParse(sample).error).toBeUndefined();
    const known = Object.keys(z.looseObject({}).parse(sample)).filter((member) => member in shape);
    expect(known.length).toBeGreaterThan(5);
  });
});
