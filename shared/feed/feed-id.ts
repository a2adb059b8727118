import type { Article } from '../article/article.ts';
import { languageRanges, subjectName } from './feed-name.ts';
import { type SavedFeeds, suits } from './saved-feed.ts';

/** The feed of all articles. */
export const ALL = 'all';

/** The feed of all changes, withdrawals among them: what a partner reads who has taken articles over. */
export const CHANGES = 'changes';

/** A feed, and what its subject is called where the id does not say it: a tag or an author in their own letters. */
export interface NamedFeed {
  feedId: string;
  name?: string | undefined;
}

/** How many authors, and how many saved feeds that suit it, an article may have feeds of: the first ones. */
const MOST_AUTHORS = 4;
const MOST_SAVED = 5;
/**
 * How many feeds an article may be in, the feed of changes not counted (ADR 105). The last of more than 18 tags may get no feed, so that a
 * change of everything (33 feeds left, 34 entered, 9 folders of images for 9 others, and ingest's own items) stays below the
 * 100 actions of a transaction.
 */
const MOST_FEEDS = 34;

/**
 * The feeds that an article belongs to, by what it says of itself and what the stage has saved. Membership itself is table
 * state: the feed entries.
 */
export function feedsOf(
  a: Pick<Article, 'section' | 'tags' | 'authors' | 'language'>,
  savedFeeds: SavedFeeds,
): NamedFeed[] {
  const saved = Object.keys(savedFeeds).filter((name) => savedFeeds[name] && suits(a, savedFeeds[name]));
  const feeds: NamedFeed[] = [
    { feedId: ALL },
    { feedId: `section/${a.section}` },
    ...languageRanges(a.language).map((range) => ({ feedId: `language/${range}` })),
    ...saved.slice(0, MOST_SAVED).map((name) => ({ feedId: `saved/${name}` })),
    ...a.authors.slice(0, MOST_AUTHORS).map((name) => ({ feedId: `author/${subjectName(name)}`, name })),
    ...a.tags.map((name) => ({ feedId: `tag/${subjectName(name)}`, name })),
  ];
  // Two tags may be one in a URL: the first gives it its name.
  return feeds.filter(({ feedId }, i) => feeds.findIndex((feed) => feed.feedId === feedId) === i).slice(0, MOST_FEEDS);
}
