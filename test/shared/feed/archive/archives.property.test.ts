import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOf } from '../../../../shared/feed/archive/bounds.ts';
import { PART_LENGTH } from '../../../../shared/feed/archive/cuts.ts';
import { FakeObjects } from '../fake-objects.ts';
import { FakeFeed } from './fake-feed.ts';
import { documentsOf, sitemapUrls } from './walk.ts';

/** Digits are not in the alphabet of ids. */
const idOf = (n: number): string =>
  `id${[...String(n)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('')}`.padEnd(16, 'z');

/** The minute that is so many minutes after the first of 2026. */
const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
const DAY = 24 * 60;

const idsOf = (feed: FakeFeed) =>
  [...feed.table.values()].map(({ id }) => `tag:news.example,2026:article/${id}`).sort();

/** The archives of a feed are complete, small and of one month each, and nothing else lies there. */
function expectWhole(feed: FakeFeed): void {
  const [subscription, ...archives] = documentsOf(feed.objects.bodies, feed.feedId);
  const tailFrom = [...feed.cuts].sort().at(-1) ?? '';
  const tail = subscription?.entries.filter(({ published }) => `${published}#z` >= tailFrom) ?? [];
  const archived = archives.flatMap(({ entries }) => entries.map(({ id }) => id));
  expect(new Set(archived).size, 'no article is in two archives').toBe(archived.length);
  expect([...new Set([...archived, ...tail.map(({ id }) => id)])].sort()).toEqual(idsOf(feed));
  for (const { key, isArchive, entries } of archives) {
    expect(isArchive, key).toBe(true);
    expect(entries.length, key).toBeLessThanOrEqual(PART_LENGTH);
    expect(new Set(entries.map(({ published }) => published.slice(0, 7))).size, key).toBeLessThanOrEqual(1);
  }
  expect(subscription?.isArchive).toBe(false);
  if (feed.feedId === 'all') {
    const bounds = [...feed.cuts].sort();
    for (const [i, bound] of bounds.slice(0, -1).entries()) {
      const part = [...feed.table].filter(([key]) => key >= bound && key < (bounds[i + 1] ?? ''));
      const changes = part.map(([, { updatedAt }]) => updatedAt).sort();
      expect(feed.notes.get(bound), `change of ${bound}`).toBe(changes.at(-1));
    }
  }
  const known = new Set(archives.map(({ key }) => key));
  const stored = [...feed.objects.bodies.keys()].filter((key) => /^archives\/.*atom\.xml$/.test(key));
  expect(stored.sort()).toEqual([...known].sort());
}

/** What a publisher makes of the table alone, in an empty bucket. */
async function madeAnew(feed: FakeFeed): Promise<Map<string, string>> {
  const objects = new FakeObjects();
  const publisher = feed.publisher(objects);
  await publisher.convergeFeed(feed.feedId);
  for (const bound of feed.cuts) await publisher.convergeArchive(feed.feedId, { at: bound });
  return new Map([...objects.bodies].sort());
}

const sorted = (feed: FakeFeed) => new Map([...feed.objects.bodies].sort());

type Act = { put: number; at: number } | { change: number } | { remove: number };

/** What happens to articles that were published within so many days. */
const actWithin = (days: number): fc.Arbitrary<Act> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ put: fc.nat(400), at: fc.nat(days * DAY) }) },
    { weight: 1, arbitrary: fc.record({ change: fc.nat(400) }) },
    { weight: 2, arbitrary: fc.record({ remove: fc.nat(400) }) },
  );

/** Of a few weeks, so that parts become too long; of a few months; of years, so that months come late between others. */
const history = fc
  .constantFrom(20, 120, 1500)
  .chain((days) => fc.array(actWithin(days), { minLength: 60, maxLength: 400, size: 'max' }));

/** An article's first publication never changes, so it is remembered by its number. */
function perform(feed: FakeFeed, what: Act, times: Map<number, string>, step: number): void {
  if ('put' in what) {
    const at = times.get(what.put) ?? minute(what.at);
    times.set(what.put, at);
    feed.put(idOf(what.put), at);
  } else if ('change' in what) {
    const at = times.get(what.change);
    if (at && feed.table.has(`${at}#${idOf(what.change)}`)) feed.put(idOf(what.change), at, minute(2000 * DAY + step));
  } else {
    const at = times.get(what.remove);
    if (at) feed.remove(idOf(what.remove), at);
  }
}

describe('the archives of a feed', () => {
  it('are complete after any history, in batches of any size, and what the table alone would make', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 150 }), async (acts, size) => {
        const feed = new FakeFeed();
        const publisher = feed.publisher();
        const times = new Map<number, string>();
        for (const [step, what] of acts.entries()) {
          perform(feed, what, times, step);
          if (feed.stream.length >= size) await feed.handle(publisher, feed.stream.splice(0, size));
        }
        await feed.settle(publisher, size);
        expectWhole(feed);
        expect(sorted(feed)).toEqual(await madeAnew(feed));
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('are taken up wherever a publisher breaks off', async () => {
    // Enough for the tail to be cut within months and between them, and then late ones that make parts too long, upwards and downwards.
    const chronicle = Array.from({ length: 90 }, (_, n) => n * 0.9);
    const upwards = Array.from({ length: 75 }, (_, n) => 12 + n * 0.06);
    const downwards = Array.from({ length: 75 }, (_, n) => 44 - n * 0.06);
    const days = [...chronicle, ...upwards, ...downwards];
    let breaks = 0;
    for (let at = 1; breaks === at - 1; at++) {
      let writes = 0;
      const feed = new FakeFeed('tag/x', (what) => {
        // Every other file is in one archive with the one before it.
        if (!/^PUT archives.*→$/.test(what) || ++writes !== 2 * at) return Promise.resolve();
        breaks++;
        return Promise.reject(new Error('the process is gone'));
      });
      let publisher = feed.publisher();
      for (const [n, day] of days.entries()) {
        feed.put(idOf(n), minute(Math.round(day * DAY)));
        while (feed.stream.length > 0 && n % 10 === 9) {
          const batch = feed.stream.splice(0, 10);
          await feed.handle(publisher, batch).catch(() => {
            publisher = feed.publisher();
            feed.stream.unshift(...batch);
          });
        }
      }
      expectWhole(feed);
    }
    expect(breaks).toBeGreaterThan(20);
  }, 120_000);

  it('are the same however publishers interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ act: actWithin(120), by: fc.nat(2), after: fc.nat(10) }), {
          minLength: 10,
          maxLength: 30,
        }),
        async (scheduler, steps) => {
          const feed = new FakeFeed('tag/x', () => scheduler.schedule(Promise.resolve()));
          // Just before the first cut, so that they race for it.
          for (let n = 0; n < 48; n++) feed.put(idOf(n), minute(n * DAY * 2));
          const times = new Map(Array.from({ length: 48 }, (_, n) => [n, minute(n * DAY * 2)]));
          const publishers = [feed.publisher(), feed.publisher(), feed.publisher()];
          const work = steps.map(async ({ act: what, by, after }, step) => {
            for (let i = 0; i <= after; i++) await scheduler.schedule(Promise.resolve());
            perform(feed, what, times, step);
            const publisher = publishers[by];
            if (publisher) await feed.settle(publisher, 7);
          });
          await scheduler.waitFor(Promise.all(work));
          expectWhole(feed);
          expect(sorted(feed)).toEqual(await scheduler.waitFor(madeAnew(feed)));
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  it('are not said to have changed by an article that was withdrawn before that was noted', async () => {
    const feed = new FakeFeed();
    for (let n = 0; n < 120; n++) feed.put(idOf(n), minute(n * DAY));
    await feed.settle();
    const before = new Map(feed.notes);
    const [late, at] = [idOf(400), minute(3 * DAY + 7)];
    const { note } = feed;
    let isAsleep = true;
    feed.note = async (...args) => {
      if (isAsleep) {
        isAsleep = false;
        feed.remove(late, at);
        await feed.settle(feed.publisher());
        expect(feed.notes).toEqual(before);
      }
      await note(...args);
    };
    feed.put(late, at, minute(2000 * DAY));
    await feed.settle();
    expect(isAsleep).toBe(false);
    expect(feed.notes).toEqual(before);
    expectWhole(feed);
  });

  it('do not change when newer articles come', async () => {
    const feed = new FakeFeed();
    const publisher = feed.publisher();
    const archives = () => new Map([...feed.objects.bodies].filter(([key]) => /^(archives|sitemaps\/\d)/.test(key)));
    for (let n = 0; n < 400; n++) {
      const before = archives();
      feed.put(idOf(n), minute(n * 500));
      await feed.settle(publisher);
      for (const [key, body] of before) expect(feed.objects.bodies.get(key), `${key} after ${n}`).toBe(body);
    }
    expect(archives().size).toBeGreaterThan(50);
    expectWhole(feed);
  });

  it('are for readers to find: a month by its name, and its sitemap in the index, each article once', async () => {
    const feed = new FakeFeed();
    const publisher = feed.publisher();
    for (let n = 0; n < 300; n++) feed.put(idOf(n), minute(n * 600));
    await feed.settle(publisher);
    await publisher.convergeSiteFile('sitemap.xml');
    expect(feed.objects.bodies.get('archives/all/2026-01/index.html')).toContain('Headline of');
    const articles = sitemapUrls(feed.objects.bodies).filter((url) => url.endsWith('.html'));
    expect(articles.length).toBe(300);
    expect(new Set(articles).size).toBe(300);
  });

  it('name no article that may be killed', async () => {
    const feed = new FakeFeed();
    const publisher = feed.publisher();
    for (let n = 0; n < 200; n++) feed.put(idOf(n), minute(n));
    await feed.settle(publisher);
    for (const bound of [...feed.cuts].filter((each) => each.includes('#'))) {
      const [at = '', id = ''] = bound.split('#');
      feed.remove(id, at);
      await feed.settle(publisher);
      for (const [key, body] of feed.objects.bodies) expect(`${key} ${body}`.includes(id), key).toBe(false);
    }
    expectWhole(feed);
  });

  it('are none while the feed fits its document, whatever its age', async () => {
    const feed = new FakeFeed();
    for (let n = 0; n < 50; n++) feed.put(idOf(n), minute(n * 3 * DAY));
    await feed.settle();
    expect(feed.cuts.size).toBe(0);
    feed.put(idOf(50), minute(50 * 3 * DAY));
    await feed.settle();
    expect([...feed.cuts].sort().at(0)).toBe(startOf('2026-01'));
    expectWhole(feed);
  });

  it('stay when all their articles are gone, and are empty then', async () => {
    const feed = new FakeFeed();
    const publisher = feed.publisher();
    for (let n = 0; n < 120; n++) feed.put(idOf(n), minute(n * DAY));
    await feed.settle(publisher);
    for (let n = 0; n < 120; n++) feed.remove(idOf(n), minute(n * DAY));
    await feed.settle(publisher);
    const documents = documentsOf(feed.objects.bodies, 'all');
    expect(documents.length).toBeGreaterThan(3);
    expect(documents.flatMap(({ entries }) => entries)).toEqual([]);
    expect(sorted(feed)).toEqual(await madeAnew(feed));
  });

  it('of a part that was never cut are reached in a few steps from any entry, and all of it by the stream', async () => {
    const feed = new FakeFeed();
    for (let n = 0; n < 4000; n++) feed.put(idOf(n), minute(n * 40));
    // Only these are told of; the rest is for the bounds to tell.
    const told = feed.stream.splice(0).filter((_, n) => n % 1500 === 200);
    const publisher = feed.publisher();
    for (const change of told) {
      feed.objects.requests.length = 0;
      await feed.handle(publisher, [change]);
      expect(feed.objects.requests.length).toBeLessThan(60);
      const id = 'entry' in change ? change.entry.split('#')[1] : undefined;
      const showing = [...feed.objects.bodies].filter(
        ([key, body]) => key.startsWith('archives/') && body.includes(`${id}`),
      );
      expect(showing.length).toBe(4);
    }
    await feed.settle(publisher);
    expectWhole(feed);
    expect(sorted(feed)).toEqual(await madeAnew(feed));
  });
});
