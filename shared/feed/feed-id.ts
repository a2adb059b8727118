import type { Article } from '../article/article.ts';
import { languageRanges, subjectName } from './feed-name.ts';
import { type SavedFeeds, suits } from './saved-feed.ts';

/** The feed of all changes, withdrawals among them: what a partner reads who has taken articles over. */
export const CHANGES = 'changes';

/** A feed, and what its subject is called where the id does not say it: a tag or an author in their own letters. */
export interface NamedFeed {
  feedId: string;
  name?: string | undefined;
}

/**
 * How many authors, and how many saved feeds that suit it, an article may have feeds of: the first ones. With its 30 tags, a
 * change of everything stays below the 100 actions of a transaction.
 */
const MOST_AUTHORS = 4;
const MOST_SAVED = 5;

/** The feeds that an article belongs to, by what it says of itself. Membership itself is table state: the feed entries. */
export function feedsOf(
  a: Pick<Article, 'section' | 'tags' | 'authors' | 'language'>,
  savedFeeds: SavedFeeds,
): NamedFeed[] {
  const saved = Object.keys(savedFeeds).filter((name) => savedFeeds[name] && suits(a, savedFeeds[name]));
  const feeds: NamedFeed[] = [
    { feedId: 'all' },
    { feedId: `section/${a.section}` },
    ...a.tags.map((name) => ({ feedId: `tag/${subjectName(name)}`, name })),
    ...a.authors.slice(0, MOST_AUTHORS).map((name) => ({ feedId: `author/${subjectName(name)}`, name })),
    ...languageRanges(a.language).map((range) => ({ feedId: `language/${range}` })),
    ...saved.slice(0, MOST_SAVED).map((name) => ({ feedId: `saved/${name}` })),
  ];
  // Two tags may be one in a URL: the first gives it its name.
  return feeds.filter(({ feedId }, i) => feeds.findIndex((feed) => feed.feedId === feedId) === i);
}
