import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deps, publishBatch } from '../../../functions/publish/publish-batch.ts';
import { renderFeed } from '../../../shared/feed/feed-target.ts';
import { feedViewOf } from '../../../shared/feed/feed-view.ts';
import type { Publisher } from '../../../shared/publisher.ts';
import { SITE } from '../../shared/feed/fixtures.ts';
import { inconsistentReads } from '../../wire/recorder.ts';
import { Desk, recordOf } from './desk.ts';

const ID = 'aaaaaaaaaaaaaaaa';
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const NO_CDN = { forget: () => Promise.resolve() };

const NO_DISCUSSIONS = {
  ask: () => Promise.resolve(),
  count: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};

const depsOf = (publisher: Publisher, cdn: Deps['cdn'], log: Deps['log']): Deps => ({
  publisher,
  cdn,
  log,
  discussions: NO_DISCUSSIONS,
});

/** The records that the stream has of a transaction on an article in the feeds `all` and `section/news`. */
const recordsOf = (id: string) => ({
  Records: [
    recordOf(`ARTICLE#${id}`, 'ARTICLE', '1'),
    recordOf('FEED#all', `x#${id}`, '2'),
    recordOf('FEED#section/news', `x#${id}`, '3'),
  ],
});

describe('publish, over the wire', () => {
  it('takes exactly these requests for a new article in two feeds, warm', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher(true);
    await desk.publish(ID);
    await publishBatch(recordsOf(ID), depsOf(publisher, NO_CDN, SILENT));

    await desk.publish('bbbbbbbbbbbbbbbb');
    desk.recorder.reset();
    const answer = await publishBatch(recordsOf('bbbbbbbbbbbbbbbb'), depsOf(publisher, NO_CDN, SILENT));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(inconsistentReads(desk.recorder)).toEqual([]);
    expect(desk.recorder.summary()).toEqual({
      // The page: is it there, the item, the content, the write, the item again.
      's3:HeadObject': 1,
      'dynamodb:GetItem': 2,
      's3:GetObject': 1,
      // The images beside the article, twice; each feed's entries and bounds before and after the writes.
      'dynamodb:Query': 2 + 2 * 4,
      // The page, four files of each feed, the sitemap of the newest and that of the news.
      's3:PutObject': 1 + 8 + 2,
    });
  });

  it('writes nothing for a record that comes again', async () => {
    const desk = await Desk.open();
    await desk.publish(ID);
    await publishBatch(recordsOf(ID), depsOf(desk.publisher(), NO_CDN, SILENT));
    desk.recorder.reset();
    await publishBatch(recordsOf(ID), depsOf(desk.publisher(true), NO_CDN, SILENT));
    expect(desk.recorder.summary()).toEqual({
      's3:HeadObject': 9 + 2,
      'dynamodb:GetItem': 1 + 2,
      's3:GetObject': 1,
      'dynamodb:Query': 1 + 2 * 2,
      // A process that did not write the page looks whether it has left anything behind.
      's3:ListObjectsV2': 1,
    });
  });

  it('publishes, updates, withdraws: page and feeds say what the table says', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher();
    await desk.publish(ID);
    await publishBatch(recordsOf(ID), depsOf(publisher, NO_CDN, SILENT));
    const first = await desk.published();
    expect([...first.keys()].filter((key) => !key.startsWith('assets/'))).toEqual([
      ...['all', 'section/news'].flatMap((f) =>
        ['atom.xml', 'feed.json', 'index.html', 'rss.xml'].map((n) => `feeds/${f}/${n}`),
      ),
      `pages/${ID}.html`,
      'sitemaps/latest.xml',
      'sitemaps/news.xml',
    ]);
    expect(first.get(`pages/${ID}.html`)).toContain('<h1>Harbour bridge reopens</h1>');
    expect(first.get('feeds/section/news/rss.xml')).toContain('<title>Harbour bridge reopens</title>');

    await desk.publish(ID, { headline: 'Harbour bridge closes again' });
    await publishBatch(recordsOf(ID), depsOf(publisher, NO_CDN, SILENT));
    expect((await desk.published()).get('feeds/all/feed.json')).toContain('Harbour bridge closes again');

    await desk.withdraw(ID);
    await publishBatch(recordsOf(ID), depsOf(publisher, NO_CDN, SILENT));
    const last = await desk.published();
    expect(last.has(`pages/${ID}.html`)).toBe(false);
    for (const [key, body] of last) expect(body, key).not.toContain('Harbour bridge');
    expect(last.get('feeds/all/rss.xml')).toContain('</channel>');
  });

  it('sees to the pages of articles whose own records are still to come, and once only', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher();
    await desk.publish(ID);
    await desk.publish('bbbbbbbbbbbbbbbb', { headline: 'The next batch' });
    await publishBatch(recordsOf(ID), depsOf(publisher, NO_CDN, SILENT));
    const published = await desk.published();
    expect(published.get('feeds/all/rss.xml')).toContain('The next batch');
    expect(published.get('pages/bbbbbbbbbbbbbbbb.html')).toContain('The next batch');

    desk.recorder.reset();
    await publisher.convergeFeed('all');
    expect(desk.recorder.summary()['dynamodb:GetItem']).toBeUndefined();
  });

  it('looks once at a page that feeds are ahead of, however many are, and not again for its own record', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher(true);
    await desk.publish(ID);
    const feeds = ['all', 'section/news', 'language/en', 'tag/harbour', 'author/ada-moreau', 'changes'];
    await publishBatch(
      { Records: feeds.map((feed, i) => recordOf(`FEED#${feed}`, `x#${ID}`, `${i}`)) },
      depsOf(publisher, NO_CDN, SILENT),
    );
    const looks = desk.recorder.requests.filter(
      ({ operation, key }) => operation === 'HeadObject' && key === `pages/${ID}.html`,
    );
    expect(looks).toHaveLength(1);

    desk.recorder.reset();
    const record = (guard: number, visible = true) => ({
      Records: [changed(recordOf(`ARTICLE#${ID}`, 'ARTICLE', '9'), { guard, visible })],
    });
    await publishBatch(record(1), depsOf(publisher, NO_CDN, SILENT));
    expect(desk.recorder.requests).toEqual([]);
    await publishBatch(record(2), depsOf(publisher, NO_CDN, SILENT));
    expect(desk.recorder.summary()['dynamodb:GetItem']).toBe(1);
    // What is to go is looked at in any case, and so is what was absent, and what another process has seen to.
    desk.recorder.reset();
    await publishBatch(record(1, false), depsOf(publisher, NO_CDN, SILENT));
    expect(desk.recorder.summary()['dynamodb:GetItem']).toBe(1);
    await desk.withdraw(ID);
    await publisher.convergePage(ID);
    for (const each of [publisher, desk.publisher(true)]) {
      desk.recorder.reset();
      await publishBatch(record(1), depsOf(each, NO_CDN, SILENT));
      expect(desk.recorder.summary()['dynamodb:GetItem']).toBe(1);
    }
  });

  it('shows nothing that has expired, though the clock has not taken it away yet', async () => {
    const desk = await Desk.open();
    await desk.publish(ID, { expires: '2026-11-20T09:00:00.000Z' });
    desk.now = '2026-11-20T09:00:00.000Z';
    await publishBatch(recordsOf(ID), depsOf(desk.publisher(), NO_CDN, SILENT));
    for (const [key, body] of await desk.published()) expect(body, key).not.toContain('Harbour bridge');
  });

  it('holds a record whose article is released only later by this clock', async () => {
    const desk = await Desk.open();
    await desk.publish(ID, { embargoed: '2026-11-20T07:59:00.000Z' });
    desk.now = '2026-11-20T07:58:59.999Z';
    const answer = await publishBatch(recordsOf(ID), depsOf(desk.publisher(), NO_CDN, SILENT));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect((await desk.published()).has(`pages/${ID}.html`)).toBe(false);
  });

  it('gets the card of an entry without one from the content document, once a version', async () => {
    const desk = await Desk.open();
    const headline = 'Rất dài '.repeat(80).trim();
    await desk.publish(ID, { headline });
    const publisher = desk.publisher(true);
    await publisher.convergeFeed('all');
    await publisher.convergeFeed('section/news');
    expect((await desk.published()).get('feeds/all/feed.json')).toContain(headline);
    expect(desk.recorder.summary()['s3:GetObject']).toBe(1);
  });

  it('ends in what the table says when eight publishers race on one feed', async () => {
    const desk = await Desk.open();
    const publishers = Array.from({ length: 8 }, () => desk.publisher());
    const ids = 'abcd'.split('').map((letter) => letter.repeat(16));
    const [script] = fc.sample(
      fc.array(fc.record({ id: fc.constantFrom(...ids), gone: fc.boolean(), by: fc.nat(7) }), {
        minLength: 24,
        maxLength: 24,
      }),
      { numRuns: 1, seed: 4 },
    );
    const running: Promise<unknown>[] = [];
    for (const step of script ?? []) {
      await (step.gone ? desk.withdraw(step.id) : desk.publish(step.id));
      const publisher = publishers[step.by];
      if (publisher) running.push(publishBatch(recordsOf(step.id), depsOf(publisher, NO_CDN, SILENT)));
    }
    const answers = await Promise.all(running);
    expect(answers).toEqual(answers.map(() => ({ batchItemFailures: [] })));

    const entries = await desk.feeds.entries('all', 50);
    const published = await desk.published();
    for (const feedId of ['all', 'section/news']) {
      const view = feedViewOf(
        { feedId },
        entries.flatMap((e) => (e.card ? [{ ...e, card: e.card }] : [])),
        SITE,
      );
      for (const { key, body } of renderFeed(view, SITE)) expect(published.get(key), key).toBe(body);
    }
    const pages = [...published.keys()].filter((key) => key.startsWith('pages/'));
    expect(pages).toEqual(entries.map((e) => `pages/${e.id}.html`).sort());
  });
});

const changed = (record: ReturnType<typeof recordOf>, after: object) => ({
  ...record,
  dynamodb: { ...record.dynamodb, NewImage: marshall(after) },
});
