import { describe, expect, it } from 'vitest';
import { feedTitle, languageOf } from '../../../shared/feed/feed-title.ts';
import { SITE } from './fixtures.ts';

const site = {
  ...SITE,
  sectionNames: { 'thoi-su': 'Thời sự' },
  savedFeeds: {
    'world-vi': { title: 'Thế giới', section: 'world', language: 'vi' },
    bridges: { title: 'Bridges', tag: 'Bridge' },
  },
};

describe('a feed is called', () => {
  it.each([
    ['all', undefined, 'The Example Courier'],
    ['changes', undefined, 'The Example Courier – Changes'],
    ['section/world-news', undefined, 'The Example Courier – World news'],
    ['section/thoi-su', undefined, 'The Example Courier – Thời sự'],
    ['tag/an-ninh', 'An ninh', 'The Example Courier – An ninh'],
    ['tag/mfdcthgvjamkbzsz', '🎉', 'The Example Courier – 🎉'],
    ['author/linh-tran', 'Linh Trần', 'The Example Courier – Linh Trần'],
    ['author/linh-tran', undefined, 'The Example Courier – Linh tran'],
    ['language/vi', undefined, 'The Example Courier – Tiếng Việt'],
    ['language/en-gb', undefined, 'The Example Courier – British English'],
    ['language/qaa', undefined, 'The Example Courier – Qaa'],
    ['saved/world-vi', undefined, 'The Example Courier – Thế giới'],
    // It was configured once, and somebody reads it still.
    ['saved/world-fr', undefined, 'The Example Courier – World fr'],
    ['saved/constructor', undefined, 'The Example Courier – Constructor'],
  ])('%s (%s): %s', (feedId, name, title) => {
    expect(feedTitle({ feedId, name }, site)).toBe(title);
  });
});

describe('its language', () => {
  it.each([
    ['all', 'en'],
    ['language/vi', 'vi'],
    ['saved/world-vi', 'vi'],
    ['saved/bridges', 'en'],
    ['saved/constructor', 'en'],
    ['tag/vi', 'en'],
  ])('of %s: %s', (feedId, language) => {
    expect(languageOf(feedId, site)).toBe(language);
  });
});
