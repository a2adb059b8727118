import { beforeAll, describe, expect, it } from 'vitest';
import type { RebuildRequest } from '../../../events/rebuild-feeds.ts';
import { ALL } from '../../../shared/feed/feed-id.ts';
import type { Publisher } from '../../../shared/publisher.ts';
import { SITE_FILES } from '../../../shared/site-files.ts';
import { documentsOf, sitemapUrls } from '../../shared/feed/archive/walk.ts';
import { Desk } from '../publish/desk.ts';
import { rebuildOf } from './rebuild-of.ts';

const idOf = (n: number): string =>
  'abcdefghij'.charAt(n % 10).repeat(8) + 'klmnopqrst'.charAt(Math.floor(n / 10)).repeat(8);
const dayOf = (n: number): string => new Date(Date.UTC(2026, 6, 1 + 2 * n)).toISOString();
const COUNT = 65;
const PLAIN = { tags: [], authors: [], language: 'en' };
/** Those that such an article is in. */
const FEEDS = [ALL, 'language/en', 'section/news'];

/** What the stream would tell of a feed, handed on until it has nothing to say. */
async function publish(feedId: string, desk: Desk, publisher: Publisher, entries: string[]): Promise<void> {
  const told = new Set<string>();
  for (let bounds: string[] = []; ; ) {
    await publisher.convergeFeed(feedId, { entries: told.size === 0 ? entries : [], bounds });
    bounds = [];
    for await (const { bound } of desk.stores().bounds.all(feedId)) if (!told.has(bound)) bounds.push(bound);
    for (const bound of bounds) told.add(bound);
    if (bounds.length === 0) return;
  }
}

async function rebuildToTheEnd(desk: Desk, request: Partial<RebuildRequest>, isOver = () => false) {
  const done = { written: [] as string[], deleted: [] as string[], calls: 0 };
  for (let cursor: string | undefined; ; ) {
    const answer = await rebuildOf(desk, { ...request, ...(cursor && { cursor }) }, isOver);
    done.written.push(...answer.feeds.written);
    done.deleted.push(...answer.feeds.deleted);
    done.calls++;
    if (answer.done) return done;
    cursor = answer.cursor;
  }
}

describe('a full rebuild of archives', () => {
  let desk: Desk;
  let right: Map<string, string>;
  const isOfArchives = (key: string) => /^(archives|sitemaps|sitemap\.xml)/.test(key);
  const archived = async () => new Map([...(await desk.published())].filter(([key]) => isOfArchives(key)));

  beforeAll(async () => {
    desk = await Desk.open();
    const publisher = desk.publisher();
    for (let n = 0; n < COUNT; n++) await desk.publish(idOf(n), PLAIN, dayOf(n));
    const entries = Array.from({ length: COUNT }, (_, n) => `${dayOf(n)}#${idOf(n)}`);
    for (const feedId of FEEDS) await publish(feedId, desk, publisher, entries);
    for (const file of SITE_FILES) await publisher.convergeSiteFile(file);
    right = await archived();
  }, 60_000);

  it('finds what the events have made: complete, by month, each article in one sitemap', async () => {
    const [, ...archives] = documentsOf(await desk.published(), ALL);
    expect(archives.map(({ key }) => key.split('/')[2])).toEqual(expect.arrayContaining(['2026-07', '2026-08']));
    const urls = sitemapUrls(right).filter((url) => url.endsWith('.html'));
    expect([new Set(urls).size, urls.length]).toEqual([COUNT, COUNT]);
    await rebuildToTheEnd(desk, { full: true });
    expect(await archived()).toEqual(right);
  }, 60_000);

  it('mends what is missing or wrong and removes what is left over, in as many calls as it takes', async () => {
    await desk.objects.delete('archives/all/2026-07/rss.xml');
    await desk.objects.delete('archives/all/2026-08/feed.json');
    await desk.objects.delete('sitemaps/2026-07.xml');
    const strange = [
      'archives/all/1999-01/rss.xml',
      'archives/tag/none/2026-07/atom.xml',
      'archives/x',
      'sitemaps/1999-01.xml',
    ];
    for (const key of strange) {
      await desk.objects.put({ key, body: 'x', contentType: 'text/plain', cacheControl: '' }, undefined);
    }
    const { deleted, calls } = await rebuildToTheEnd(desk, { full: true }, () => true);
    expect(calls).toBeGreaterThan(10);
    expect(deleted.filter(isOfArchives).sort()).toEqual(strange.sort());
    expect(await archived()).toEqual(right);
  }, 60_000);

  it('cuts what nobody has cut, with what the stream then tells', async () => {
    const other = await Desk.open();
    for (let n = 0; n < COUNT; n++) await other.publish(idOf(n), PLAIN, dayOf(n));
    await rebuildToTheEnd(other, {});
    await rebuildToTheEnd(other, { full: true });
    expect([...(await other.published()).keys()].filter(isOfArchives)).toEqual([...right.keys()]);
  }, 60_000);
});
