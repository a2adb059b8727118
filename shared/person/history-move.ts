import * as z from 'zod';
import type { Comment } from '../comment/comment.ts';
import type { Change } from '../comment/comment-change.ts';
import { instant } from '../time.ts';
import type { Authored } from './ports.ts';

/** How far someone's comments have been hidden, or shown again, as was asked for last: the item `STANDING#<poster>` / `HISTORY`. */
export const historyMove = z.object({
  schemaVersion: z.literal(1),
  /** Which of the changes of the poster's standing asked for it. */
  revision: z.int().min(1),
  hidden: z.boolean(),
  by: z.string(),
  byEditor: z.boolean(),
  /** When it was asked for: what is posted or decided on later is no matter of it. */
  at: instant,
  /** How many comments have changed. */
  changed: z.int(),
  /** How often all comments have been gone through: once makes it done, twice settled. */
  passes: z.int(),
  /** Where this pass is. */
  after: z.string().optional(),
});

export type HistoryMove = z.infer<typeof historyMove>;

/** What hiding and showing someone's comments takes. */
export interface Histories extends Authored {
  find(commentId: string): Promise<Comment | undefined>;
  /** False when the comment is no longer as it was read. */
  save(change: Change): Promise<boolean>;
  history(poster: string): Promise<HistoryMove | undefined>;
  /** Counts what was moved, and goes on to there, unless somebody else has done so or asked for something else. */
  advance(
    poster: string,
    from: HistoryMove,
    to: { moved: number } & Pick<HistoryMove, 'passes' | 'after'>,
  ): Promise<void>;
}
