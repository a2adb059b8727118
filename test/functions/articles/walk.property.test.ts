import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findArticles } from '../../../functions/articles/find-articles.ts';
import type { EntryQuery, PlacedEntry } from '../../../functions/articles/ports.ts';
import { selectionOf } from '../../../functions/articles/selection.ts';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import { takeContent } from '../../../shared/article/transition.ts';
import { entryOf } from '../../../shared/feed/entry-of.ts';
import { documentOf } from '../ingest-article/fake-newsroom.ts';

interface Writing {
  n: number;
  minute: number;
  section: string;
  tags: string[];
  language: string;
}

const NOW = '2026-06-30T00:00:00.000Z';

/** Feeds in memory, each in the order of its sort keys, as a query of the table gives them. */
class Feeds {
  readonly #entries = new Map<string, { feeds: string[]; placed: PlacedEntry }>();
  reads = 0;
  examined = 0;

  add({ n, minute, section, tags, language }: Writing): string {
    const id = articleIdOf({ scheme: 'key', value: String(n) });
    const storedAt = new Date(Date.UTC(2026, 5, 1, 0, minute)).toISOString();
    const document = documentOf({ section, tags: tags.map((name) => ({ name })), language });
    const source = { key: `${n}.md`, versionId: 'v' };
    const content = { document, contentHash: id, version: 1, source, storedAt, liveKeys: 1 };
    const { after } = takeContent(undefined, id, content, { now: NOW, savedFeeds: {} });
    const placed = { position: `${after.publishedAt}#${id}`, entry: entryOf(after) };
    this.#entries.set(id, { feeds: after.feeds, placed });
    return id;
  }

  remove = (n: number) => this.#entries.delete(articleIdOf({ scheme: 'key', value: String(n) }));

  entries = ({ feedId, from = '', to = '9', after, limit }: EntryQuery) => {
    const all = [...this.#entries.values()]
      .filter(({ feeds }) => feeds.includes(feedId))
      .map(({ placed }) => placed)
      .filter(({ position }) => position >= from && position <= `${to}$` && (after === undefined || position < after))
      .toSorted((a, b) => (a.position < b.position ? 1 : -1));
    this.reads++;
    this.examined += Math.min(limit, all.length);
    return Promise.resolve({ entries: all.slice(0, limit), more: all.length >= limit });
  };

  /** The ids that a client gathers who goes from page to page, with something happening between them. */
  async walk(query: { section?: string; tag?: string; language?: string; limit: number }, between: () => void) {
    const selection = selectionOf(query);
    const deps = { articles: { entries: this.entries, article: none }, documents: { document: none } };
    const met: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 100; page++) {
      const { found, next } = await findArticles({ selection, between: {}, after, limit: query.limit }, NOW, deps);
      expect(found.length).toBeLessThanOrEqual(query.limit);
      met.push(...found.map(({ entry }) => entry.id));
      if (next === undefined) return met;
      after = next;
      between();
    }
    throw new Error('a walk without an end');
  }
}

const none = () => Promise.reject(new Error('not asked for'));

const writing = fc.record({
  minute: fc.integer({ min: 0, max: 30 }),
  section: fc.constantFrom('world', 'sport'),
  tags: fc.subarray(['Rivers', 'Trade', 'Ba Lan']),
  language: fc.constantFrom('en', 'en-GB', 'vi'),
});

const query = fc.record(
  {
    section: fc.constantFrom('world', 'World'),
    tag: fc.constantFrom('rivers', 'ba lan'),
    language: fc.constantFrom('en', 'en-GB', 'EN'),
    limit: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ['limit'] },
);

const matches = (w: Omit<Writing, 'n'>, q: { section?: string; tag?: string; language?: string }) =>
  (q.section === undefined || w.section === q.section.toLowerCase()) &&
  (q.tag === undefined || w.tags.some((tag) => tag.toLowerCase() === q.tag)) &&
  (q.language === undefined || `${w.language.toLowerCase()}-`.startsWith(`${q.language.toLowerCase()}-`));

describe('a walk by cursors', () => {
  it('meets each article that stands throughout exactly once, and nothing that does not match', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(writing, { maxLength: 40 }),
        fc.array(fc.tuple(fc.boolean(), fc.nat(39), writing), { maxLength: 30 }),
        query,
        async (written, changes, asked) => {
          const feeds = new Feeds();
          const ids = written.map((each, n) => feeds.add({ n, ...each }));
          const removed = new Set<string>();
          const arrived = new Map<string, Omit<Writing, 'n'>>();
          const pending = [...changes];
          const met = await feeds.walk(asked, () => {
            const [removes, n, each] = pending.shift() ?? [];
            if (removes && n !== undefined && n < ids.length) {
              feeds.remove(n);
              removed.add(ids[n] ?? '');
            } else if (each) arrived.set(feeds.add({ n: 100 + pending.length, ...each }), each);
          });
          expect(new Set(met).size).toBe(met.length);
          const wanted = ids.filter((id, n) => {
            const each = written[n];
            return each && matches(each, asked) && !removed.has(id);
          });
          expect(met).toEqual(expect.arrayContaining(wanted));
          for (const id of met) {
            const each = written[ids.indexOf(id)] ?? arrived.get(id);
            expect(each && matches(each, asked)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads a bounded number of entries a request, however few match', async () => {
    const feeds = new Feeds();
    for (let n = 0; n < 1000; n++) {
      feeds.add({ n, minute: n % 31, section: 'world', tags: ['Rivers'], language: n === 999 ? 'vi' : 'en' });
    }
    const selection = selectionOf({ tag: 'rivers', language: 'vi', limit: 20 });
    const deps = { articles: { entries: feeds.entries, article: none }, documents: { document: none } };
    await findArticles({ selection, between: {}, after: undefined, limit: 20 }, NOW, deps);
    expect([feeds.reads, feeds.examined]).toEqual([4, 400]);
    expect(await feeds.walk({ tag: 'rivers', language: 'vi', limit: 20 }, () => {})).toHaveLength(1);
  });
});
