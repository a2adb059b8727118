import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { act } from '../../../shared/article/editors-act.ts';
import { takeContent, withdraw } from '../../../shared/article/transition.ts';
import { NOTE_BYTES } from '../../../shared/feed/entry-of.ts';
import { feedEntry } from '../../../shared/feed/feed-entry.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import type { Write } from '../../../shared/store/table.ts';
import { item, sizeOf } from '../../wire/attribute-value.ts';
import { DOCUMENT } from '../article/article-fixtures.ts';

const ID = 'aaaaaaaaaaaaaaaa';
const at = (n: number) => new Date(Date.UTC(2026, 5, 1, 12, n)).toISOString();
const savedFeeds = Object.fromEntries(
  Array.from({ length: 16 }, (_, i) => [
    `${i}-`.padEnd(60, 's'),
    { title: 'Saved', section: i % 2 ? 'even'.padEnd(60, 'x') : 'odd'.padEnd(60, 'x') },
  ]),
);

const content = (fields: Partial<ArticleDocument>, n: number, key = `${n}/a.txt`) => ({
  document: { ...DOCUMENT, ...fields },
  contentHash: String(n),
  version: n,
  source: { key, versionId: String(n) },
  storedAt: at(n),
  liveKeys: 1,
});

const circumstances = (n: number) => ({ now: at(n), savedFeeds });

/** All that an article may be, as far as it takes writes; `n` makes it different in everything. */
const fullest = (n: number): Partial<ArticleDocument> => ({
  section: (n % 2 ? 'even' : 'odd').padEnd(60, 'x'),
  tags: Array.from({ length: 30 }, (_, i) => ({ name: `${n} tag ${i} `.padEnd(500, 'long ') })),
  authors: Array.from({ length: 50 }, (_, i) => `${n} author ${i} `.padEnd(500, 'long ')),
  language: n % 2 ? 'de-Latn-DE-1901-1996-fonipa' : 'zh-Hant-TW-pinyin-fonipa',
  expires: at(50 + n),
  images: Array.from({ length: 8 }, (_, i) => ({ src: `${n}-${i}/x.jpg`, keys: [`${n}-${i}/x.jpg`], place: 'beside' })),
});

/** What `ingest-article` adds: head, version, identity, source, and at most four earlier versions that stand otherwise now. */
const INGEST = 8;

describe('one transaction', () => {
  it('has room for a change of everything', () => {
    const before = takeContent(undefined, ID, content(fullest(1), 1), circumstances(1));
    const after = takeContent(before.after, ID, content(fullest(2), 2), circumstances(2));
    const writes = articleWrites(after);
    expect(after.leftFeeds).toHaveLength(33);
    expect(after.images?.unwanted).toHaveLength(9);
    expect(writes.length + INGEST).toBeLessThanOrEqual(100);
    const keys = writes.map((write) => JSON.stringify(keyOf(write)));
    expect(new Set(keys).size, 'DynamoDB refuses two actions on one item').toBe(keys.length);
  });
});

describe('the entries of feeds', () => {
  it('in the feeds with the longest names are at most 1 KB', () => {
    const { after } = takeContent(undefined, ID, content(fullest(1), 1), circumstances(1));
    expect(Math.max(...after.feeds.map((feed) => feed.length))).toBe('section/'.length + 60);
    expectSmall(articleWrites(takeContent(after, ID, content(fullest(2), 2), circumstances(2))));
  });

  it('are at most 1 KB, just with their card and just without it', () => {
    const section = 'x'.repeat(60);
    const sizes = Array.from({ length: 1000 }, (_, n) => {
      const said = { section, byline: 'b'.repeat(n), expires: at(50) };
      return sizesOf(articleWrites(takeContent(undefined, ID, content(said, 1), circumstances(1))));
    });
    const largest = Math.max(...sizes.flat());
    expect(largest).toBeLessThanOrEqual(1024);
    expect(largest, 'no more goes without than must').toBeGreaterThan(900);
  });

  const text = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...Array.from('ab"\\\n ắ人🎉')), minLength: 1, maxLength });
  const fields = fc.record({
    headline: text(400),
    summary: text(200),
    byline: text(100),
    credit: text(100),
    canonicalSource: text(300),
    tags: fc.array(
      text(80).map((name) => ({ name })),
      { maxLength: 10 },
    ),
    correctionNote: fc.option(text(1200), { nil: undefined }),
    expires: fc.constantFrom(undefined, at(50)),
  });

  it('are at most 1 KB whatever an article says, and so is its place among the changes, gone or not', () => {
    fc.assert(
      fc.property(fields, text(2000), (said, reason) => {
        const published = takeContent(undefined, ID, content(said, 1), circumstances(1));
        expectSmall(articleWrites(published));
        expectSmall(articleWrites(withdraw(published.after, at(2), circumstances(2))));
        const killed = act(published.after, { op: 'kill', reason }, circumstances(2));
        if ('transition' in killed) expectSmall(articleWrites(killed.transition));
      }),
    );
  });

  it('have an editor’s longest note whatever else they say, and leave a longer one to the document', () => {
    const published = takeContent(undefined, ID, content({ headline: 'Long '.repeat(400) }, 1), circumstances(1));
    const note = '"'.repeat(NOTE_BYTES);
    const corrected = act(published.after, { op: 'correct', correctionNote: note }, circumstances(2));
    if (!('transition' in corrected)) throw new Error('It was published, so it can be corrected');
    const writes = articleWrites(corrected.transition);
    expectSmall(writes);
    for (const { put } of entriesIn(writes)) expect(feedEntry.parse(put)).toMatchObject({ correctionNote: note });

    const longer = content({ correctionNote: `${note}"` }, 2);
    for (const { put } of entriesIn(articleWrites(takeContent(published.after, ID, longer, circumstances(3)))))
      expect(feedEntry.parse(put).correctionNote).toBeUndefined();
  });
});

type Put = Extract<Write, { put: unknown }>;

const entriesIn = (writes: Write[]): Put[] =>
  writes.filter((write): write is Put => 'put' in write && write.put.pk.startsWith('FEED#'));

const sizesOf = (writes: Write[]): number[] =>
  entriesIn(writes).map(({ put }) => sizeOf(item.parse(marshall(put, { removeUndefinedValues: true }))));

function expectSmall(writes: Write[]): void {
  const sizes = sizesOf(writes);
  expect(sizes.length).toBeGreaterThan(0);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
}

function keyOf(write: Write) {
  const whole =
    'put' in write ? write.put : 'delete' in write ? write.delete : 'update' in write ? write.update : write.check;
  return [whole.pk, whole.sk];
}
