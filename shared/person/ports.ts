import type { Comment } from '../comment/comment.ts';
import type { Change } from '../comment/comment-change.ts';
import type { Flag } from '../comment/flag.ts';
import type { Standing } from '../comment/standing.ts';
import type { Instant } from '../time.ts';
import type { Erasure, ListedErasure, Removed } from './erasure.ts';
import type { Underway } from './underway.ts';

/** Something that someone did to a comment of anyone's. */
export interface Act {
  act: 'LIKE' | 'FLAG';
  commentId: string;
  /** Its place among their acts. */
  position: string;
}

/** A part of a list: at most `limit` items after a position. */
export interface Window {
  after?: string | undefined;
  limit: number;
}

export interface Authored {
  /** The ids of someone's comments with their positions, oldest first; a moment old. */
  comments(poster: string, window: Window): Promise<{ items: { id: string; position: string }[]; next?: string }>;
}

/** What the discussion keeps of people. */
export interface PersonalData extends Authored {
  find(commentId: string): Promise<Comment | undefined>;
  save(change: Change): Promise<boolean>;
  /** What someone (`actorOf`) likes and has flagged; a moment old. */
  acts(actor: string, window: Window): Promise<{ items: Act[]; next?: string }>;
  standing(poster: string): Promise<Standing | undefined>;
  flag(commentId: string, actor: string): Promise<Flag | undefined>;
}

export interface Erasures extends PersonalData {
  forgetRevisions(comment: Pick<Comment, 'id' | 'revision'>): Promise<void>;
  /** Takes a like back, and off its counter. False where there is none. */
  unlike(commentId: string, actor: string): Promise<boolean>;
  /** Takes a flag away, and off the comment's number. False where there is none. */
  unflag(commentId: string, actor: string): Promise<boolean>;
  /** Removes what moderators have set of a poster and what they said of the comments; answers how many items that were. */
  forgetPoster(poster: string): Promise<number>;
  erasure(id: string): Promise<Erasure | undefined>;
  saveErasure(erasure: Erasure): Promise<void>;
  /** Has it gone on with in the background. */
  goOnWith(entry: Underway): Promise<void>;
  /** Adds to what was removed. */
  countRemoved(id: string, removed: Partial<Removed>): Promise<void>;
  /** Notes the erasure where no restoring of the discussion loses it. */
  list(erasure: ListedErasure): Promise<void>;
  /** All erasures that were ever listed, oldest first. */
  listed(after?: Instant): AsyncIterable<ListedErasure & { sk: string }>;
}
