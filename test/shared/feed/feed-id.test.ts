import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGES, feedsOf } from '../../../shared/feed/feed-id.ts';
import { subjectName } from '../../../shared/feed/feed-name.ts';
import type { SavedFeeds } from '../../../shared/feed/saved-feed.ts';

const idsOf = (article: Parameters<typeof feedsOf>[0], savedFeeds: SavedFeeds = {}) =>
  feedsOf(article, savedFeeds).map(({ feedId }) => feedId);

const bare: Parameters<typeof feedsOf>[0] = { section: 'world', tags: [], authors: [], language: 'en' };
const savedFeeds = {
  'world-en': { title: 'World, in English', section: 'world', language: 'en' },
  bridges: { title: 'Bridges', tag: 'Bridge' },
};

describe('the feeds of an article', () => {
  it('are those of everything, its section and its language', () => {
    expect(idsOf(bare)).toEqual(['all', 'section/world', 'language/en']);
  });

  it('and of its tags, its authors, wider languages, and saved feeds that it suits', () => {
    const article = { ...bare, tags: ['An ninh', 'Bridge'], authors: ['Linh Trần'], language: 'en-GB' };
    expect(idsOf(article, savedFeeds)).toEqual([
      ...['all', 'section/world', 'language/en-gb', 'language/en'],
      ...['saved/world-en', 'saved/bridges', 'author/linh-tran', 'tag/an-ninh', 'tag/bridge'],
    ]);
  });

  it('are of its language at each width', () => {
    const ids = idsOf({ ...bare, language: 'zh-Hant-TW' });
    expect(ids.slice(2)).toEqual(['language/zh-hant-tw', 'language/zh-hant', 'language/zh']);
  });

  it('have the names of tags and authors as it writes them, the first where two are one', () => {
    const feeds = feedsOf({ ...bare, tags: ['Thời sự', 'thoi-su'], authors: ['Linh Trần'] }, {});
    expect(feeds.filter(({ name }) => name)).toEqual([
      { feedId: 'author/linh-tran', name: 'Linh Trần' },
      { feedId: 'tag/thoi-su', name: 'Thời sự' },
    ]);
  });

  it('are of its first four authors and of the first five saved feeds', () => {
    const authors = Array.from({ length: 50 }, (_, i) => `Author ${i}`);
    const many = Object.fromEntries(authors.map((_, i) => [`saved-${i}`, { title: 'Saved', section: 'world' }]));
    const ids = idsOf({ ...bare, authors }, many);
    expect(ids.filter((id) => id.startsWith('author/'))).toEqual([0, 1, 2, 3].map((i) => `author/author-${i}`));
    expect(ids.filter((id) => id.startsWith('saved/'))).toEqual([0, 1, 2, 3, 4].map((i) => `saved/saved-${i}`));
  });

  it('are of all its thirty tags, as long as there are few others', () => {
    const tags = Array.from({ length: 30 }, (_, i) => `Tag ${i}`);
    expect(idsOf({ ...bare, tags, authors: ['Linh Trần'] }).filter((id) => id.startsWith('tag/'))).toHaveLength(30);
  });

  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const article = fc.record({
    section: fc.constantFrom('world', 'thoi-su'),
    tags: fc.array(words, { maxLength: 30 }),
    authors: fc.array(words, { maxLength: 50 }),
    language: fc.constantFrom('en', 'en-GB', 'vi', 'zh-Hant-TW'),
  });
  const composed = (form: 'NFC' | 'NFD') => (a: typeof bare) => ({
    ...a,
    tags: a.tags.map((name) => name.normalize(form)),
    authors: a.authors.map((name) => name.normalize(form)),
  });

  it('are the same in NFC and NFD, each once, at most 34, and none is that of changes', () => {
    fc.assert(
      fc.property(article, (a) => {
        const ids = idsOf(composed('NFC')(a), savedFeeds);
        expect(idsOf(composed('NFD')(a), savedFeeds)).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeLessThanOrEqual(34);
        expect(ids).not.toContain(CHANGES);
      }),
    );
  });

  it('hold what anybody would look for it under', () => {
    fc.assert(
      fc.property(article, (a) => {
        const ids = idsOf(a);
        for (const tag of a.tags.slice(0, 21)) expect(ids).toContain(`tag/${subjectName(tag)}`);
        for (const author of a.authors.slice(0, 4)) expect(ids).toContain(`author/${subjectName(author)}`);
      }),
    );
  });
});
