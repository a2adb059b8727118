import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderFeed } from '../../../shared/feed/feed-target.ts';
import { feedViewOf, type ResolvedEntry } from '../../../shared/feed/feed-view.ts';
import { ENTRIES, entry, PICTURED, SITE, WHOLE } from './fixtures.ts';
import { allowed, hostile } from './hostile-words.ts';

/** Every file of a feed of these entries, by its name. */
const filesOf = (entries: ResolvedEntry[], feedId = 'section/news') =>
  new Map(
    renderFeed(feedViewOf({ feedId }, entries, SITE), SITE).map((o) => [
      o.key.slice(`feeds/${feedId}/`.length),
      o.body ?? '',
    ]),
  );

const fileOf = (name: string, entries: ResolvedEntry[]): string => filesOf(entries).get(name) ?? '';

// Our own reader of XML is none at all: what is read back here has been parsed by somebody else's. It must not guess types.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  // For the sake of numeric references, which it decodes only together with HTML's.
  htmlEntities: true,
  isArray: (name) => ['item', 'entry', 'category', 'dc:creator', 'author'].includes(name),
});

const rssFeed = z.object({
  rss: z.object({
    channel: z.object({
      title: z.string(),
      lastBuildDate: z.string().optional(),
      item: z
        .array(
          z.object({
            title: z.string(),
            link: z.string(),
            guid: z.object({ '#text': z.string(), '@isPermaLink': z.literal('false') }),
            pubDate: z.string(),
            description: z.string(),
            'dc:creator': z.array(z.string()).default([]),
            category: z.array(z.string()),
            'dc:source': z.string().optional(),
          }),
        )
        .default([]),
    }),
  }),
});

const atomFeed = z.object({
  feed: z.object({
    id: z.string(),
    updated: z.string(),
    entry: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          published: z.string(),
          updated: z.string(),
          summary: z.string(),
          author: z.array(z.object({ name: z.string() })).default([]),
          category: z.array(z.object({ '@term': z.string() })),
        }),
      )
      .default([]),
  }),
});

const jsonFeed = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  items: z.array(
    z.object({
      id: z.string(),
      url: z.url(),
      title: z.string(),
      content_text: z.string(),
      date_published: z.iso.datetime(),
      date_modified: z.iso.datetime(),
      authors: z.array(z.object({ name: z.string() })).optional(),
      tags: z.array(z.string()),
    }),
  ),
});

const rssOf = (entries: ResolvedEntry[]) => rssFeed.parse(parser.parse(fileOf('rss.xml', entries))).rss.channel;
const atomOf = (entries: ResolvedEntry[]) => atomFeed.parse(parser.parse(fileOf('atom.xml', entries))).feed;
const jsonOf = (entries: ResolvedEntry[]) => jsonFeed.parse(JSON.parse(fileOf('feed.json', entries)));

describe('the formats of a feed', () => {
  for (const name of ['rss.xml', 'atom.xml', 'feed.json', 'index.html']) {
    it(`${name} is to the byte what it was`, async () => {
      await expect(fileOf(name, ENTRIES)).toMatchFileSnapshot(`golden/${name}.snap`);
      await expect(fileOf(name, [])).toMatchFileSnapshot(`golden/empty-${name}.snap`);
      await expect(fileOf(name, [WHOLE, PICTURED])).toMatchFileSnapshot(`golden/full-${name}.snap`);
    });
  }

  it('have permanent ids that are no URLs, and agree on them', () => {
    const ids = ['tag:news.example,2026:article/aaaaaaaaaaaaaaaa', 'tag:news.example,2026:article/bbbbbbbbbbbbbbbb'];
    expect(rssOf(ENTRIES).item.map((item) => item.guid['#text'])).toEqual(ids);
    expect(atomOf(ENTRIES).entry.map((item) => item.id)).toEqual(ids);
    expect(jsonOf(ENTRIES).items.map((item) => item.id)).toEqual(ids);
  });

  it('take their dates from the content: the latest change of any item', () => {
    expect(rssOf(ENTRIES).lastBuildDate).toBe('Fri, 20 Nov 2026 09:30:00 GMT');
    expect(atomOf(ENTRIES).updated).toBe('2026-11-20T09:30:00.000Z');
    expect(rssOf([]).lastBuildDate).toBeUndefined();
    expect(atomOf([]).updated).toBe('2026-01-01T00:00:00.000Z');
  });

  it('have no two entries with one time of update in Atom, and keep the time to the millisecond', () => {
    const ids = ['c', 'b', 'a'].map((letter) => letter.repeat(16));
    const { entry: entries } = atomOf(ids.map((id) => entry({}, { id })));
    expect(entries.map((e) => e.updated)).toEqual([
      '2026-11-20T07:00:00.000002Z',
      '2026-11-20T07:00:00.000001Z',
      '2026-11-20T07:00:00.000Z',
    ]);
    expect(new Set(entries.map((e) => Date.parse(e.updated))).size).toBe(1);
  });

  it('name the correction', () => {
    expect(rssOf(ENTRIES).item[0]?.description).toContain('<p>Correction: The bridge has four lanes, not six.</p>');
    expect(atomOf(ENTRIES).entry[0]?.summary).toMatch(/\n\nCorrection: The bridge has four lanes, not six\.$/);
    expect(jsonOf(ENTRIES).items[0]?.content_text).toMatch(/\n\nCorrection: The bridge has four lanes, not six\.$/);
  });

  it('hold no more than 50 articles', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      entry({ headline: `Number ${i}` }, { id: `${'a'.repeat(14)}${i}` }),
    );
    expect(rssOf(many).item).toHaveLength(50);
    expect(rssOf(many).item.at(-1)?.title).toBe('Number 49');
  });

  it('name the one who is credited where no author is known', () => {
    expect(rssOf([entry({ authors: [], byline: 'Staff' })]).item[0]?.['dc:creator']).toEqual(['Staff']);
    const { byline: _, ...card } = entry({ authors: [] }).card;
    expect(rssOf([{ ...entry(), card }]).item[0]?.['dc:creator']).toEqual(['Courier Wire']);
  });

  it('are the same whatever the order in which a card lists its fields', () => {
    const reversed = ENTRIES.map((e) => ({
      ...e,
      card: { ...Object.fromEntries(Object.entries(e.card).reverse()), ...e.card },
    }));
    expect(filesOf(reversed)).toEqual(filesOf(ENTRIES));
  });
});

describe('hostile words', () => {
  it('come back from each format as they were, without what XML cannot hold', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (headline, summary, name) => {
        const entries = [entry({ headline, summary, authors: [name], tags: [name] })];
        const rss = rssOf(entries).item[0];
        expect(rss?.title).toBe(allowed(headline));
        expect(rss?.['dc:creator']).toEqual([allowed(name)]);
        expect(rss?.category).toEqual(['news', allowed(name)]);
        expect(unescapeHtml(rss?.description ?? '')).toBe(allowed(summary));
        const atom = atomOf(entries).entry[0];
        expect(atom?.title).toBe(allowed(headline));
        expect(atom?.summary).toBe(allowed(summary));
        expect(atom?.author).toEqual([{ name: allowed(name) }]);
        const json = jsonOf(entries).items[0];
        expect([json?.title, json?.content_text]).toEqual([allowed(headline), allowed(summary)]);
      }),
      { numRuns: 500 },
    );
  });

  it('leave every file free of forbidden characters and of elements of their own', () => {
    fc.assert(
      fc.property(hostile, (tail) => {
        const text = `x${tail}`;
        const hostileEntry = entry(
          {
            headline: text,
            summary: text,
            byline: text,
            authors: [text],
            credit: text,
            canonicalSource: text,
            tags: [text],
            slug: text,
          },
          { correctionNote: text },
        );
        const tame = entry({}, { correctionNote: 'x' });
        for (const [name, body] of filesOf([hostileEntry])) {
          expect(allowed(body), name).toBe(body);
          if (name === 'index.html') expect(tagsOf(body), name).toEqual(tagsOf(fileOf(name, [tame])));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('survive at 10 KB', () => {
    const headline = '& ễ '.repeat(2500);
    expect(rssOf([entry({ headline })]).item[0]?.title).toBe(headline);
  });
});

/** The sequence of tag names in HTML: what a reader's markup could have changed. Author lists and the like are text. */
const tagsOf = (html: string): string[] => [...html.matchAll(/<(\/?[a-z0-9]+)[\s>]/g)].map((m) => m[1] ?? '');

const unescapeHtml = (html: string): string =>
  html.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  );
