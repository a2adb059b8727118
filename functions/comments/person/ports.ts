import type { Decision, Revision } from '../../../shared/comment/comment-change.ts';
import type { Instant } from '../../../shared/time.ts';

/** What stands beside a comment. */
export interface BesideComments {
  beside(commentId: string): Promise<{ revisions: Revision[]; decisions: Decision[] }>;
}

/** What an editor has asked of what is kept of someone. Whose it was cannot be read off `person`. */
export interface PersonAct {
  person: string;
  asked: 'data' | 'erasure';
  by: string;
  at: Instant;
}

export interface ModeratorsActs {
  /** Whether someone has ever acted as a moderator. */
  hasActed(userId: string): Promise<boolean>;
  notePersonAct(act: PersonAct): Promise<void>;
}
