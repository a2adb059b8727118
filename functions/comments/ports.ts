import type { Comment, ShownComment } from '../../shared/comment/comment.ts';
import type { ThreadOrder } from '../../shared/comment/thread-page.ts';
import type { Instant } from '../../shared/time.ts';
import type { Change, Decision } from './change.ts';

/** Whether an article can be discussed: there is none that anyone may know of, it is taken back, or it stands. */
export type Standing = 'unknown' | 'gone' | 'open';

export interface Articles {
  standing(articleId: string, now: Instant): Promise<Standing>;
}

export interface Comments {
  /** Strongly consistent. */
  find(id: string): Promise<Comment | undefined>;
  /** A comment and, if it was made, this decision on it; strongly consistent. */
  findWithDecision(id: string, decisionId: string): Promise<{ comment?: Comment; decision?: Decision }>;
  /** All of the change or nothing: false when something is no longer as the change says it was. */
  save(change: Change): Promise<boolean>;
}

/** A part of a list: at most `limit` items after a position, and whether there are more. */
export interface Window {
  after?: string;
  limit: number;
}

export interface Threads {
  /** What an article's readers see at the top level, or below one comment. A position is an item's `positionOf`. */
  page(thread: string, order: ThreadOrder, window: Window): Promise<{ items: ShownComment[]; more: boolean }>;
}

export interface Queues {
  /** Comments that wait for a moderator, oldest first; `next` is the position to go on from. Pages may be short. */
  pending(window: Window): Promise<{ items: Comment[]; next?: string }>;
}

/** Which requests were made under which key, for POSTs that leave nothing by which they are found again. */
export interface Requests {
  /** Notes the request for 24 hours, unless there is one by this id: then says whether it was the same. */
  claim(id: string, fingerprint: string, now: Date): Promise<'new' | 'same' | 'other'>;
}
