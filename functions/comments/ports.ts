import type { Comment, ShownComment } from '../../shared/comment/comment.ts';
import type { Change, Decision } from '../../shared/comment/comment-change.ts';
import type { Commenting } from '../../shared/comment/commenting.ts';
import type { Flag } from '../../shared/comment/flag.ts';
import type { Standing as PosterStanding } from '../../shared/comment/standing.ts';
import type { ThreadOrder } from '../../shared/comment/thread-page.ts';
import type { Finding } from '../../shared/comment/trace.ts';
import type { Instant } from '../../shared/time.ts';
import type { Reviewed, Said } from './pipeline/history.ts';
import type { RuleBook } from './pipeline/rule-book.ts';

/** Whether an article can be discussed: there is none that anyone may know of, it is taken back, or it stands. */
export type Standing = 'unknown' | 'gone' | 'open';

export interface Articles {
  standing(articleId: string, now: Instant): Promise<Standing>;
  /** The same, and of one that stands when it was published first. */
  discussed(articleId: string, now: Instant): Promise<Discussed>;
}

export type Discussed = { standing: 'open'; publishedAt: Instant } | { standing: Exclude<Standing, 'open'> };

/** What is set, and known of a poster, by the time that someone posts. All of it may be a moment old. */
export interface Moderation {
  /** The rules in force. */
  book(now: Date): Promise<RuleBook>;
  standing(poster: string): Promise<PosterStanding | undefined>;
  commenting(articleId: string): Promise<Commenting | undefined>;
  /** The poster's newest comments, newest first. */
  said(poster: string): Promise<Said[]>;
  /** What moderators said of the poster's comments last, newest first. */
  reviewed(poster: string): Promise<Reviewed[]>;
  /** What moderators said last of these comments, as they are this instant. */
  reviewedOf(commentIds: readonly string[]): Promise<Reviewed[]>;
}

export interface Throttle {
  /** Counts a post; answers how long to wait where it is one too many. */
  take(poster: string, network: string, now: Date): Promise<{ waitSeconds: number } | undefined>;
}

/** What a service outside says of a text; never throws. */
export type Check = (text: string) => Promise<Finding | undefined>;

export interface Comments {
  /** As it was a moment ago, at half the price of `find`. */
  glance(id: string): Promise<Comment | undefined>;
  /** Strongly consistent. */
  find(id: string): Promise<Comment | undefined>;
  /** A comment and, if it was made, this decision on it; strongly consistent. */
  findWithDecision(id: string, decisionId: string): Promise<{ comment?: Comment; decision?: Decision }>;
  /** All of the change or nothing: false when something is no longer as the change says it was. */
  save(change: Change): Promise<boolean>;
  /** Removes the texts that a comment had before this one. */
  forgetRevisions(comment: Pick<Comment, 'id' | 'revision'>): Promise<void>;
}

/** A part of a list: at most `limit` items after a position. */
export interface Window {
  after?: string;
  limit: number;
}

/** The same, or the items before a position: those next to it, still in the list's order. */
export type ThreadWindow = Window | { before: string; limit: number };

export interface Threads {
  /**
   * What an article's readers see at the top level, or below one comment, and whether there are more on that side. Positions are of
   * `positionIn`.
   */
  page(thread: string, order: ThreadOrder, window: ThreadWindow): Promise<{ items: ShownComment[]; more: boolean }>;
}

export interface LikeCounters {
  /** Makes it so that this person (`actorOf`) likes the comment, or does not. */
  set(comment: Pick<Comment, 'id' | 'articleId'>, actor: string, liked: boolean): Promise<unknown>;
  /** How many like it this instant. */
  count(commentId: string): Promise<number>;
}

export interface Flags {
  /** A comment, and this person's flag on it; strongly consistent. */
  find(commentId: string, actor: string): Promise<{ comment?: Comment; flag?: Flag }>;
  /** Adds a flag, in the place of an earlier one, and counts it: false when flag or comment are no longer as they were read. */
  add(flag: Flag, actor: string, comment: Comment, earlier: Flag | undefined): Promise<boolean>;
}

/** Which requests were made under which key, for POSTs that leave nothing by which they are found again. */
export interface Requests {
  /** Notes the request for 24 hours, unless there is one by this id: then says whether it was the same. */
  claim(id: string, fingerprint: string, now: Date): Promise<'new' | 'same' | 'other'>;
}
