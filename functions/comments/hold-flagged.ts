import type { Comment } from '../../shared/comment/comment.ts';
import { rootOf } from '../../shared/comment/comment-change.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import type { Comments, Moderation } from './ports.ts';

export interface HoldDeps {
  comments: Pick<Comments, 'find' | 'save'>;
  moderation: Pick<Moderation, 'book' | 'commenting'>;
}

/** Why a comment is held that readers' flags hold. */
const FLAGS = 'flags';

const ATTEMPTS = 8;

/**
 * Holds a comment that as many readers have flagged as the rules say, where site or article are in mode `reactive`. Asked after each flag, and
 * when one is made again: so whoever is last has counted all.
 */
export async function holdIfFlaggedOften(id: string, { comments, moderation }: HoldDeps, now: Date): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await comments.find(id);
    if (before?.status !== 'PUBLISHED' || before.flagCount === undefined) return;
    const { rules } = await moderation.book(now);
    if (before.flagCount < rules.flagsToHold) return;
    const isReactive =
      rules.mode === 'reactive' || (await moderation.commenting(before.articleId))?.mode === 'reactive';
    if (!isReactive) return;
    const after = held(before, toInstant(now));
    if (await comments.save({ before, after, ...(await rootOf({ before, after }, comments)) })) return;
  }
}

function held({ unreviewedSince: _, ...before }: Comment, at: Instant): Comment {
  return { ...before, status: 'PENDING', heldReasons: [...before.heldReasons, FLAGS], heldSince: at };
}
