import type { Article } from '../../shared/article/article.ts';
import type { Transition } from '../../shared/article/transition.ts';
import type { Converged } from '../../shared/feed/converge.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import type { Registry } from '../../shared/feed/opml.ts';
import type { Underway } from '../../shared/person/underway.ts';

/** The public bucket, to be looked through in the order of the keys. */
export interface PublicListing {
  list(prefix: string, after?: string): AsyncIterable<{ key: string; etag: string }>;
  delete(key: string): Promise<void>;
}

/** The registry of feeds, and what is in them. */
export interface Feeds extends Registry {
  allEntries(feedId: string, after?: string): AsyncIterable<{ sk: string; entry: FeedEntry }>;
}

export interface Articles {
  articles(ids: readonly string[]): Promise<(Article | undefined)[]>;
}

/** In which feeds articles stand. */
export interface Memberships {
  registerFeeds(feeds: readonly NamedFeed[]): Promise<void>;
  /** False when somebody else changed the article first. */
  commit(transition: Transition): Promise<boolean>;
}

/** What is under way on what people have posted. */
export interface UnderwayList {
  all(after?: string): AsyncIterable<Underway & { sk: string }>;
  /** Takes an entry away, unless it was asked for again since. */
  remove(entry: Underway): Promise<void>;
}

/** The lists of the comments that articles show. */
export interface ShownComments {
  /** Makes an article's list right. */
  mend(articleId: string): Promise<unknown>;
}

/** How many numbers of an article's discussion were not what its comments are, and are now. */
export interface Drift {
  counters: number;
  replyCounts: number;
}

export interface CounterAudit {
  /** Counts an article's comments again and puts right what differs. */
  mend(articleId: string): Promise<Drift>;
}

/** What has been done so far. */
export interface Tally {
  checked: number;
  written: string[];
  deleted: string[];
  failed: string[];
}

/** Does the work on one feed or article and takes down what came of it. Never rejects. */
export type Report = (id: string, work: () => Promise<Pick<Converged, 'written' | 'deleted'>>) => Promise<void>;
