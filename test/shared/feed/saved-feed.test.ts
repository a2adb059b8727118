import { describe, expect, it } from 'vitest';
import { type SavedFeed, savedFeed, suits } from '../../../shared/feed/saved-feed.ts';

const article = { section: 'world', tags: ['Thời sự', 'C++'], authors: ['Linh Trần'], language: 'en-GB' };

describe('a saved feed', () => {
  it.each<[string, Omit<SavedFeed, 'title'>, boolean]>([
    ['its section', { section: 'world' }, true],
    ['another section', { section: 'world-cup' }, false],
    ['a tag of it, in any spelling of one name', { tag: 'thoi su' }, true],
    ['a tag that only looks like one of its', { tag: 'C' }, false],
    ['its author', { author: 'LINH TRẦN'.normalize('NFD') }, true],
    ['its language', { language: 'en-gb' }, true],
    ['what its language is one of', { language: 'en' }, true],
    ['another country’s', { language: 'en-US' }, false],
    ['all of it', { section: 'world', tag: 'c++', author: 'Linh Trần', language: 'EN' }, true],
    ['all but one', { section: 'world', tag: 'c++', author: 'Ada Moreau', language: 'en' }, false],
  ])('that asks for %s', (_, query, suited) => {
    expect(suits(article, { title: 'Saved', ...query })).toBe(suited);
  });

  it.each([
    ['that asks for nothing', { title: 'All' }],
    ['without a title', { section: 'world' }],
    ['whose section is written as no section is', { title: 'World', section: 'World News' }],
    ['that asks for what is not there to be asked for', { title: 'World', credit: 'Reuters' }],
  ])('%s is refused', (_, saved) => {
    expect(savedFeed.safeParse(saved).success).toBe(false);
  });
});
