import type { Comment } from '../../../shared/comment/comment.ts';
import type { Decision } from '../../../shared/comment/comment-change.ts';
import type { Commenting } from '../../../shared/comment/commenting.ts';
import type { FlagSummary } from '../../../shared/comment/flag.ts';
import type { ModerationRules } from '../../../shared/comment/moderation-settings.ts';
import type { Standing } from '../../../shared/comment/standing.ts';
import type { HistoryMove } from '../../../shared/person/history-move.ts';
import type { Queue } from '../../../shared/store/discussion-keys.ts';
import type { Instant } from '../../../shared/time.ts';
import type { Window } from '../ports.ts';
import type { Act } from './acts.ts';

export type QueueOrder = 'oldest' | 'newest' | 'flags';

export interface Queues {
  /** Comments that stand in a queue, in this order; `next` is the position to go on from. Pages may be short. */
  page(queue: Queue, order: QueueOrder, window: Window): Promise<{ items: Comment[]; next?: string }>;
}

export interface FlagSummaries {
  /** What readers have against a comment since it was reviewed last. */
  summary(c: Pick<Comment, 'id' | 'reviewedAt'>): Promise<FlagSummary>;
}

export interface Standings {
  /** Strongly consistent. */
  find(poster: string): Promise<{ standing?: Standing; history?: HistoryMove }>;
  /** With a move of the poster's history, where one begins. False when it is no longer as it was read. */
  save(poster: string, before: Standing | undefined, after: Standing, move?: HistoryMove): Promise<boolean>;
}

export interface Commentings {
  find(articleId: string): Promise<Commenting | undefined>;
  /** False when it is no longer as it was read. */
  save(articleId: string, before: Commenting | undefined, after: Commenting): Promise<boolean>;
}

/** A version of the rules; the stage's own, 0, was set by nobody. */
export interface RulesVersion {
  version: number;
  rules: ModerationRules;
  set?: { by: string; at: Instant };
}

export interface RulesHistory {
  current(): Promise<RulesVersion>;
  /** Undefined for one that never was. */
  find(version: number): Promise<RulesVersion | undefined>;
  /** Sets the version after this one. False when that is no longer in force. */
  save(after: RulesVersion & { set: { by: string; at: Instant } }): Promise<boolean>;
}

export interface RecentComments {
  /** The newest of all comments that still have words, at most so many. */
  newest(limit: number): Promise<Comment[]>;
}

export type AuditEntry = { decision: Decision } | { act: Act };

/** Whose acts, or what was done to what, or all. */
export type AuditQuery =
  | { moderator: string }
  | { commentId: string }
  | { poster: string }
  | { articleId: string }
  | 'settings'
  | 'all';

export interface Audit {
  /** What was done, the newest first except to one comment, whose decisions have no order of keys and are sorted whole. */
  page(query: AuditQuery, window: Window): Promise<{ items: AuditEntry[]; next?: string }>;
  /** Whether someone has ever acted as a moderator. */
  hasActed(userId: string): Promise<boolean>;
}
