import type { Instant } from '../time.ts';
import type { ShownComment } from './comment.ts';
import type { ThreadOrder } from './thread-page.ts';

/** How many comments a comment feed has: the newest of all, heads of threads and answers alike. */
export const RECENT_COMMENTS = 50;

/** What is published of an article's discussion, as plain data. A tombstone still has its words here: whoever shows it takes them. */
export interface Discussion {
  /** PUBLISHED comments. */
  count: number;
  /** When nothing more is taken, or since when; without it the discussion stays open. */
  closesAt?: Instant;
  /** The first page of heads of threads in each order, and the position of its last where there are more. By likes as they were rolled up last. */
  pages: Record<ThreadOrder, { comments: ShownComment[]; next?: string }>;
  /** Newest first, PUBLISHED ones only. */
  recent: ShownComment[];
  /** The heads of the answers among them, which may be tombstones. */
  heads: ShownComment[];
}

/** Discussions as the table has them this instant, strongly consistent. */
export interface Discussions {
  discussion(articleId: string, publishedAt: Instant): Promise<Discussion>;
}

/** An article that is to be seen, and its discussion: everything that the snapshot and the comment feeds say. */
export interface DiscussionState {
  article: { id: string; url: string; headline: string; language: string };
  discussion: Discussion;
}
