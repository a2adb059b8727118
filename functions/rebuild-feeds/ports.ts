import type { Article } from '../../shared/article/article.ts';
import type { Transition } from '../../shared/article/transition.ts';
import type { Converged } from '../../shared/feed/converge.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import type { Registry } from '../../shared/feed/opml.ts';
import type { Underway } from '../../shared/person/underway.ts';
import type { Unaudited } from '../../shared/store/unaudited.ts';

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

/** How much of discussions was not what their comments are, and is now. */
export interface Drift {
  /** Of PUBLISHED comments, by shard. */
  counters: number;
  /** Of heads. */
  replyCounts: number;
  /** Of articles. */
  totals: number;
  /** In queues and lists, missing or left over. */
  places: number;
  /** Counters of likes, and numbers on comments. */
  likes: number;
}

export interface DiscussionAudit {
  /** Counts an article's comments again and puts right what differs. */
  mend(articleId: string): Promise<Drift>;
  /** The same of a comment's likes. */
  mendLikes(commentId: string): Promise<Drift>;
}

/** What has changed of discussions since it was audited. */
export interface Changes {
  all(): AsyncIterable<Unaudited>;
  /** Takes a note away, unless it was made again since. */
  remove(note: Unaudited): Promise<void>;
}

/** An article's discussion or, with its id, the likes of one of its comments. */
export interface Audited {
  articleId: string;
  commentId?: string | undefined;
}

/** A part of the discussion table whose places were audited. */
export interface AuditedPart {
  items: number;
  /** How many items are nothing that we know. */
  strange: number;
  /** How many places were wrong, and whose discussions show something else now. */
  places: { count: number; articleIds: string[] };
  /** What is to be audited with it. */
  discussions: Audited[];
  /** The comment after which to go on, in no order that means anything; undefined at the end. */
  next: string | undefined;
}

export interface TableAudit {
  /** Audits the places among some items and beside comments among them, after a comment or from the beginning. */
  part(after: string | undefined): Promise<AuditedPart>;
  /** Where the audit of a part an hour is to go on. */
  position(): Promise<string | undefined>;
  savePosition(after: string | undefined): Promise<void>;
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
