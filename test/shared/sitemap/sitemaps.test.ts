import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { feedViewOf, type ResolvedEntry } from '../../../shared/feed/feed-view.ts';
import { renderSitemap } from '../../../shared/sitemap/article-sitemap.ts';
import { renderLatestSitemap } from '../../../shared/sitemap/latest-sitemap.ts';
import { newsAmong, renderNewsSitemap } from '../../../shared/sitemap/news-sitemap.ts';
import { robotsTarget } from '../../../shared/sitemap/robots.ts';
import { sitemapIndexTarget } from '../../../shared/sitemap/sitemap-index.ts';
import { ENTRIES, ENTRY, entry, PICTURED, SITE } from '../feed/fixtures.ts';
import { allowed, hostile } from '../feed/hostile-words.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'url',
});

/** An element with these and no others in it, and blanks between them. */
const element = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => {
    const { '#text': blanks = '', ...rest } = z.looseObject({ '#text': z.string().optional() }).parse(value);
    return blanks.trim() === '' ? rest : value;
  }, z.strictObject(shape));

/** As the XSDs of sitemaps.org (0.9), Google's news (0.9) and Google's images (1.1) have it: at least one URL, and nothing else. */
const urlset = z.object({
  urlset: z.object({
    url: z
      .array(
        element({
          loc: z
            .url()
            .min(12)
            .max(2048)
            .regex(/^[\x21-\x7e]+$/),
          lastmod: z.iso.datetime().optional(),
          'image:image': z.strictObject({ 'image:loc': z.url() }).optional(),
          'news:news': element({
            'news:publication': element({
              'news:name': z.string(),
              'news:language': z.string().regex(/^(zh-cn|zh-tw|[a-z]{2,3})$/),
            }),
            'news:publication_date': z.iso.datetime(),
            'news:title': z.string(),
          }).optional(),
        }),
      )
      .min(1),
  }),
});

const NAMESPACES: Record<string, string> = {
  '': 'http://www.sitemaps.org/schemas/sitemap/0.9',
  news: 'http://www.google.com/schemas/sitemap-news/0.9',
  image: 'http://www.google.com/schemas/sitemap-image/1.1',
};

/** In the order that the schema gives to the elements of a URL. */
function urlsOf(xml: string) {
  const strict = new SaxesParser({ xmlns: true });
  strict.on('error', (error) => {
    throw error;
  });
  const path: string[] = [];
  const orders: string[] = [];
  strict.on('opentag', ({ name, prefix, uri }) => {
    expect(uri).toBe(NAMESPACES[prefix]);
    path.push(name);
    if (path.length === 2) orders.push('');
    if (path.length === 3) orders.push(`${orders.pop()} ${name}`);
  });
  strict.on('closetag', () => void path.pop());
  strict.write(xml).close();
  for (const order of orders) expect(order).toMatch(/^ loc( lastmod)?( image:image)?( news:news)?$/);
  return urlset.parse(parser.parse(xml)).urlset.url;
}

const itemsOf = (entries: ResolvedEntry[]) => feedViewOf({ feedId: 'all' }, entries, SITE).items;
const ID = 'cccccccccccccccc';

describe('a sitemap', () => {
  it('says where each article is and when it changed last', () => {
    expect(urlsOf(renderSitemap('2026-11', itemsOf(ENTRIES), SITE).body)).toEqual([
      {
        loc: 'https://news.example/news/harbour-bridge-reopens-aaaaaaaaaaaaaaaa.html',
        lastmod: '2026-11-20T09:30:00.000Z',
      },
      {
        loc: 'https://news.example/world-news/cau-cang-mo-cua-tro-lai-bbbbbbbbbbbbbbbb.html',
        lastmod: '2026-11-19T17:05:00.000Z',
      },
    ]);
  });

  it('names the front page when nothing is left, for one of nothing is not valid', () => {
    expect(urlsOf(renderSitemap('2026-11', [], SITE).body)).toEqual([{ loc: 'https://news.example/' }]);
  });

  it('names the image that leads an article, at the site', () => {
    const [url, other] = urlsOf(renderSitemap('2026-11', itemsOf([PICTURED, ...ENTRIES]), SITE).body);
    expect(url?.['image:image']?.['image:loc']).toMatch(
      /^https:\/\/news\.example\/media\/c{16}\/[a-z0-9]+-[a-z0-9]+\.\w+$/,
    );
    expect(other).not.toHaveProperty('image:image');
  });

  it('of the newest names the fronts, and no article that an archived part has', () => {
    const since = `${ENTRY.publishedAt}#${ENTRY.id}`;
    const latest = (bounds: string[]) =>
      urlsOf(renderLatestSitemap(feedViewOf({ feedId: 'all' }, ENTRIES, SITE, bounds), SITE).body).map(
        ({ loc }) => loc,
      );
    expect(latest([since])).toEqual([
      'https://news.example/',
      'https://news.example/news/',
      'https://news.example/world-news/',
      'https://news.example/news/harbour-bridge-reopens-aaaaaaaaaaaaaaaa.html',
    ]);
    expect(latest([])).toHaveLength(5);
  });

  it('survives hostile words, in ASCII', () => {
    fc.assert(
      fc.property(hostile, hostile, (slug, headline) => {
        const items = itemsOf([entry({ slug, section: slug, headline })]);
        expect(urlsOf(renderSitemap('2026-11', items, SITE).body)).toHaveLength(1);
        const [news] = urlsOf(renderNewsSitemap(items, SITE).body);
        expect(news?.['news:news']?.['news:title']).toBe(allowed(headline));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the news sitemap', () => {
  it.each([
    ['en-GB', 'en'],
    ['vi', 'vi'],
    ['zh-Hant-TW', 'zh-tw'],
    ['zh-Hans', 'zh-cn'],
    ['fil', 'fil'],
  ])('writes the language %s as %s', (language, expected) => {
    const [url] = urlsOf(renderNewsSitemap(itemsOf([entry({ language })]), SITE).body);
    expect(url?.['news:news']).toEqual({
      'news:publication': { 'news:name': SITE.title, 'news:language': expected },
      'news:publication_date': ENTRY.publishedAt,
      'news:title': 'Harbour bridge reopens',
    });
  });

  it('is never without a URL', () => {
    expect(urlsOf(renderNewsSitemap([], SITE).body)).toEqual([{ loc: 'https://news.example/' }]);
  });

  it('is known from the newest entries only if they reach back far enough', () => {
    const at = (publishedAt: string) => ({ ...ENTRY, id: ID, publishedAt });
    const clock = () => new Date('2026-11-22T07:00:00.000Z');
    const [edge, before] = [at('2026-11-20T07:00:00.000Z'), at('2026-11-20T06:59:59.999Z')];
    expect(newsAmong([edge, edge], 3, clock)).toBe(2);
    expect(newsAmong([edge, edge, edge], 3, clock)).toBeUndefined();
    expect(newsAmong([edge, edge, before], 3, clock)).toBe(2);
    const expired = { ...edge, expires: '2026-11-21T00:00:00.000Z' };
    expect(newsAmong([edge, expired, before], 3, clock)).toBe(1);
  });
});

describe('what crawlers start from', () => {
  it('is robots.txt, which names both', () => {
    const [robots] = robotsTarget({ site: SITE }).render(SITE.url);
    expect(robots?.body).toBe(
      'User-agent: *\nDisallow: /api/\n\nSitemap: https://news.example/sitemap.xml\nSitemap: https://news.example/sitemaps/news.xml\n',
    );
  });

  it('is the index, newest first; the last bound is that of the newest articles', () => {
    const index = sitemapIndexTarget({ bounds: NONE, site: SITE });
    const changedAt = '2026-11-20T07:00:00.000Z';
    const [output] = index.render([
      { bound: '2026-09-01T00:00:00.000Z', changedAt },
      { bound: '2026-10-01T00:00:00.000Z' },
      { bound: '2026-11-01T00:00:00.000Z' },
    ]);
    const names = [...(output?.body ?? '').matchAll(/<loc>https:\/\/news\.example\/sitemaps\/(.*?)\.xml<\/loc>/g)];
    expect(names.map(([, name]) => name)).toEqual(['latest', '2026-10', '2026-09']);
    const dated = [
      ...(output?.body ?? '').matchAll(/sitemaps\/([^<]*)\.xml<\/loc><lastmod>(.*?)<\/lastmod><\/sitemap>/g),
    ];
    expect(dated.map(([, name, when]) => [name, when])).toEqual([['2026-09', changedAt]]);
    expect(index.render([])[0]?.body).toContain('/sitemaps/latest.xml');
  });
});

const NONE = {
  newest: () => Promise.resolve([]),
  after: () => Promise.resolve(undefined),
  all: async function* () {},
  add: () => Promise.resolve(),
  changedAt: () => Promise.resolve(undefined),
  note: () => Promise.resolve(),
};
