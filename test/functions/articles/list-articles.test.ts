import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listArticles } from '../../../functions/articles/list-articles.ts';
import type { EntryQuery } from '../../../functions/articles/ports.ts';
import { listQuery } from '../../../functions/articles/requests.ts';
import { selectionOf } from '../../../functions/articles/selection.ts';
import { entryOf } from '../../../shared/feed/entry-of.ts';
import { toCursor } from '../../../shared/http/cursor.ts';
import { settings } from '../../../shared/settings.ts';
import { siteOf } from '../../../shared/site.ts';
import { DOCUMENT, publishedArticle } from '../../shared/article/article-fixtures.ts';

const asked: EntryQuery[] = [];
const documentsRead: string[] = [];
const ids = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'];

/** Of the first article; that of the second had no room in its entry; the third shows none. */
const lead = {
  assetId: 'abcdefghijklmnop',
  name: '960.webp',
  type: 'image/webp' as const,
  bytes: 41_000,
  width: 960,
  height: 540,
  narrower: [480],
  alt: 'A harbour',
};
const original = { name: 'original.png', type: 'image/png' as const, width: 30, height: 20, bytes: 900 };
const asset = {
  assetId: 'ponmlkjihgfedcba',
  type: 'image/png' as const,
  width: 30,
  height: 20,
  renditions: [original],
};
const shown = { named: [], lead: null, after: [{ asset }], all: [{ asset }] };

const noted = [{ id: 'one', lead }, { id: 'two' }, undefined];
const entries = ids.map((id, i) => {
  const article = publishedArticle(DOCUMENT, id);
  const images = noted[i];
  return { position: `${article.publishedAt}#${id}`, entry: { ...entryOf(article), ...(images && { images }) } };
});

const endpoint = listArticles({
  articles: {
    entries: (query) => {
      asked.push(query);
      return Promise.resolve({
        entries: query.feedId === 'tag/none' ? [] : entries.slice(0, query.limit),
        more: false,
      });
    },
    article: () => Promise.reject(new Error('not asked for')),
  },
  documents: { document: () => Promise.reject(new Error('not asked for')) },
  imageDocuments: {
    images: (articleId, id) => {
      documentsRead.push(`${articleId} ${id}`);
      return Promise.resolve(shown);
    },
  },
  counts: { of: (all) => Promise.resolve(all.map(() => 0)) },
  site: siteOf('https://news.example', settings.parse({ title: 'The Example' })),
});

const list = (query: Record<string, string>) =>
  endpoint({
    params: {},
    query: listQuery.parse(query),
    body: undefined,
    headers: {},
    idempotencyKey: { value: 'k', given: false },
    sourceIp: '192.0.2.1',
    now: new Date('2026-11-21T00:00:00Z'),
  });

const links = async (query: Record<string, string>) => (await list(query)).headers?.link?.split(', ') ?? [];

describe('which feed is read', () => {
  it.each([
    [{}, 'all', []],
    [{ language: 'en-GB' }, 'language/en-gb', []],
    [{ language: 'en', section: 'World News' }, 'section/world-news', ['language/en']],
    [{ section: 'world', author: 'Linh Trần' }, 'author/linh-tran', ['section/world']],
    [
      { author: 'a', tag: 'Ba Lan', section: 's', language: 'vi' },
      'tag/ba-lan',
      ['author/a', 'section/s', 'language/vi'],
    ],
  ])('%o', (query, feedId, others) => {
    expect(selectionOf(listQuery.parse(query))).toEqual({ feedId, others });
  });
});

describe('links', () => {
  it('lead on, back to the first page, to the feed of the same articles and to the description', async () => {
    const response = await list({ tag: 'Harbour', limit: '2' });
    const { next } = z.object({ next: z.string() }).parse(response.body);
    expect(response.headers?.link?.split(', ')).toEqual([
      `<https://news.example/api/articles?limit=2&tag=Harbour&cursor=${next}>; rel="next"`,
      '<https://news.example/api/articles?limit=2&tag=Harbour>; rel="first"',
      '<https://news.example/feeds/tag/harbour/rss.xml>; rel="alternate"; type="application/rss+xml"',
      '<https://news.example/feeds/tag/harbour/atom.xml>; rel="alternate"; type="application/atom+xml"',
      '<https://news.example/feeds/tag/harbour/feed.json>; rel="alternate"; type="application/feed+json"',
      '<https://news.example/api/openapi.json>; rel="describedby"; type="application/json"',
    ]);
  });

  it('name no feed where there is none of exactly these articles, or none at all', async () => {
    for (const query of [{ tag: 'Harbour', section: 'news' }, { tag: 'none' }]) {
      expect((await links(query)).filter((link) => link.includes('alternate'))).toEqual([]);
    }
  });

  it('cannot be broken out of', async () => {
    const [first = ''] = await links({ tag: '<x>; rel="next", <https://evil.example/>' });
    expect(first).toMatch(/^<https:\/\/news\.example\/api\/articles\?[^<>"\s]*>; rel="first"$/);
  });
});

it.each([
  'x',
  '2026-11-20T07:00:00.000Z#AAAA',
  '2026-11-19T07:00:00.000Z#aaaaaaaaaaaaaaaa',
  '2026-11-23T07:00:00.000Z#aaaaaaaaaaaaaaaa',
])('refuses a cursor that somebody made up with the position %s', async (position) => {
  const query = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' };
  const scope = JSON.stringify(['articles', { feedId: 'all', others: [] }, query.from, query.to]);
  asked.length = 0;
  await expect(list({ ...query, cursor: toCursor(scope, position) })).rejects.toMatchObject({ code: 'cursor-invalid' });
  expect(asked).toEqual([]);
  const good = '2026-11-21T07:00:00.000Z#aaaaaaaaaaaaaaaa';
  expect(await list({ ...query, cursor: toCursor(scope, good) })).toMatchObject({ status: 200 });
  expect(asked).toMatchObject([{ after: good }]);
});

describe('images', () => {
  const imagesOf = async (query: Record<string, string>) =>
    z.object({ items: z.array(z.looseObject({ image: z.unknown() })) }).parse((await list(query)).body).items;

  it('are those that feeds show: of the entry, of the images document where it has no room, or none', async () => {
    documentsRead.length = 0;
    expect((await imagesOf({})).map(({ image }) => image)).toEqual([
      {
        url: 'https://news.example/media/aaaaaaaaaaaaaaaa/abcdefghijklmnop-960.webp',
        type: 'image/webp',
        width: 960,
        height: 540,
        bytes: 41_000,
        alt: 'A harbour',
        credit: null,
      },
      {
        url: 'https://news.example/media/bbbbbbbbbbbbbbbb/ponmlkjihgfedcba-original.png',
        type: 'image/png',
        width: 30,
        height: 20,
        bytes: 900,
        alt: null,
        credit: null,
      },
      null,
    ]);
    expect(documentsRead).toEqual(['bbbbbbbbbbbbbbbb two']);
  });

  it('are looked for only where they are asked for', async () => {
    documentsRead.length = 0;
    await list({ fields: 'headline,url' });
    expect(documentsRead).toEqual([]);
    expect(await imagesOf({ fields: 'image', limit: '1' })).toEqual([
      { image: expect.objectContaining({ width: 960 }) },
    ]);
  });
});
