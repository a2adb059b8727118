import type { Decision, Revision } from '../../../shared/comment/comment-change.ts';

/** What stands beside a comment. */
export interface BesideComments {
  beside(commentId: string): Promise<{ revisions: Revision[]; decisions: Decision[] }>;
}

export interface ModeratorsActs {
  /** Whether someone has ever acted as a moderator. */
  hasActed(userId: string): Promise<boolean>;
}
