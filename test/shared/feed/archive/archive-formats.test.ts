import Parser from 'rss-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { archiveFileKey, partName, placeOfArchive } from '../../../../shared/feed/archive/archive-url.ts';
import { renderFeed, renderFiles } from '../../../../shared/feed/feed-target.ts';
import { archiveViewOf, feedViewOf } from '../../../../shared/feed/feed-view.ts';
import { ENTRIES, SITE } from '../fixtures.ts';

const FEED = { feedId: 'section/news' };
const [OCTOBER, NOVEMBER] = ['2026-10-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'];
const WITHIN = '2026-11-17T06:30:00.000Z#aaaaaaaaaaaaaaaa';

const archive = (before?: string, entries = ENTRIES) => {
  const view = archiveViewOf(FEED, { bound: NOVEMBER, before }, entries, SITE);
  return new Map(renderFiles(view, SITE, (file) => file).map(({ key, body }) => [key, body ?? '']));
};

const subscription = (bounds: string[]) =>
  new Map(renderFeed(feedViewOf(FEED, ENTRIES, SITE, bounds), SITE).map(({ key, body }) => [key, body ?? '']));

describe('the files of an archive', () => {
  it.each(['rss', 'atom', 'json', 'page'])('%s is to the byte what it was', async (file) => {
    await expect(archive(OCTOBER).get(file)).toMatchFileSnapshot(`golden/${file}.snap`);
  });

  it.each(['rss', 'atom'])(
    '%s is well-formed, with all its namespaces, even when nothing is left in it',
    async (file) => {
      for (const xml of [archive(OCTOBER).get(file), archive(undefined, []).get(file)]) {
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(xml ?? '').close();
        const { items } = await new Parser().parseString(xml ?? '');
        expect(items.length).toBe(xml === archive(OCTOBER).get(file) ? ENTRIES.length : 0);
      }
    },
  );

  it('say where the feed is and what comes before, and never what comes after', () => {
    const atom = archive(OCTOBER).get('atom') ?? '';
    expect(atom).toContain('<fh:archive/>');
    expect(atom).toContain(
      'rel="current" type="application/atom+xml" href="https://news.example/feeds/section/news/atom.xml"',
    );
    expect(atom).toContain(
      'rel="prev-archive" type="application/atom+xml" href="https://news.example/archives/section/news/2026-10/atom.xml"',
    );
    expect(atom).toContain(
      'rel="self" type="application/atom+xml" href="https://news.example/archives/section/news/2026-11/atom.xml"',
    );
    for (const [file, body] of archive(OCTOBER)) expect(body, file).not.toContain('next-archive');
    expect(archive().get('atom')).not.toContain('prev-archive');
    expect(nextUrl(archive(OCTOBER).get('json'))).toBe('https://news.example/archives/section/news/2026-10/feed.json');
    expect(nextUrl(archive().get('json'))).toBeUndefined();
  });

  it('are called by their month, or by a day and nothing that names an article', () => {
    expect(partName(NOVEMBER)).toBe('2026-11');
    expect(partName(WITHIN)).toMatch(/^2026-11-17-[a-z2-7]{8}$/);
    expect(partName(WITHIN)).not.toBe(partName(WITHIN.replaceAll('a', 'b')));
    const key = archiveFileKey('section/news', WITHIN, 'rss');
    expect(placeOfArchive(key)).toEqual({ feedId: 'section/news', name: partName(WITHIN) });
    expect(placeOfArchive(key.replace('rss.xml', 'x.xml'))).toBeUndefined();
  });
});

describe('the feed itself', () => {
  it('names its newest archive, which is the part before the tail', () => {
    const files = subscription([WITHIN, NOVEMBER]);
    const url = 'https://news.example/archives/section/news/2026-11';
    expect(files.get('feeds/section/news/atom.xml')).toContain(
      `rel="prev-archive" type="application/atom+xml" href="${url}/atom.xml"`,
    );
    expect(files.get('feeds/section/news/rss.xml')).toContain(
      `<atom:link rel="prev-archive" type="application/rss+xml" href="${url}/rss.xml"/>`,
    );
    expect(files.get('feeds/section/news/index.html')).toContain(
      `<a rel="prev" href="${url}/index.html">Older articles</a>`,
    );
    expect(nextUrl(files.get('feeds/section/news/feed.json'))).toBe(`${url}/feed.json`);
    for (const [key, body] of files) expect(body, key).not.toContain('fh:');
  });

  it('names none where there is none', () => {
    for (const bounds of [[], [NOVEMBER]]) {
      for (const [key, body] of subscription(bounds)) expect(body, key).not.toMatch(/prev-archive|next_url|rel="prev"/);
    }
  });
});

const nextUrl = (json: string | undefined) =>
  z.object({ next_url: z.string().optional() }).parse(JSON.parse(json ?? '')).next_url;
