import * as z from 'zod';
import { latest } from '../time.ts';
import type { Article } from './article.ts';
import { type Circumstances, settle, type Transition } from './transition.ts';
import { isSticky } from './visibility.ts';

/** What an editor may do to an article by hand. */
export const editorsOp = z.enum(['correct', 'unpublish', 'republish', 'kill', 'takedown']);

export type EditorsOp = z.infer<typeof editorsOp>;

export interface EditorsOrder {
  op: EditorsOp;
  /** What readers are told was wrong: for `correct`. */
  correctionNote?: string | undefined;
  /** What readers are told of why: for `kill` and `takedown`. */
  reason?: string | undefined;
}

/** Why an act cannot be done to the article as it stands. */
export type ActRefusal = 'article-final' | 'article-not-published' | 'article-unpublished' | 'article-without-upload';

/** The article after the act; or that it stands so already; or why not. */
export type Acted = { transition: Transition } | { stands: true } | { refused: ActRefusal };

/**
 * An editor's act, decided on the article alone:
 *
 * - `correct` sets the correction note, on what readers have seen and may still see.
 * - `unpublish` takes the article back with all that was uploaded so far. A later upload publishes again.
 * - `republish` lifts that. What a delete withdrew has no upload to show, so it must be uploaded again.
 * - `kill` and `takedown` are final: the first of them stands, and nothing else is done to the article after it.
 */
export function act(before: Article, order: EditorsOrder, circumstances: Circumstances): Acted {
  const { now } = circumstances;
  if (isSticky(before)) return before.lastOp === order.op ? { stands: true } : { refused: 'article-final' };
  const next = { ...before, guard: before.guard + 1, updatedAt: latest(now, before.updatedAt) ?? now };
  const settled = (after: Article): Acted => ({ transition: settle(before, after, circumstances) });
  switch (order.op) {
    case 'correct':
      if (before.lastOp === 'unpublish') return { refused: 'article-unpublished' };
      if (!before.publishedAt || !order.correctionNote) return { refused: 'article-not-published' };
      if (before.lastOp === 'correct' && before.correctionNote === order.correctionNote) return { stands: true };
      return settled({ ...next, lastOp: 'correct', ...correctionOf(before, order.correctionNote) });
    case 'unpublish':
      if (before.lastOp !== 'unpublish') return settled({ ...next, lastOp: 'unpublish', unpublishedAt: now });
      // Readers see no difference, but what was uploaded meanwhile and is still on its way is taken back too.
      return settled({ ...next, updatedAt: before.updatedAt, unpublishedAt: now });
    case 'republish': {
      const { unpublishedAt: lifted, ...free } = next;
      if (before.lastOp === 'unpublish') {
        if (before.liveKeys === 0) return { refused: 'article-without-upload' };
        return settled({ ...free, lastOp: 'publish' });
      }
      return lifted ? settled({ ...free, updatedAt: before.updatedAt }) : { stands: true };
    }
    case 'kill':
    case 'takedown':
      return settled({
        ...next,
        lastOp: order.op,
        pubStatus: 'canceled',
        ...(order.reason && { goneReason: order.reason }),
      });
  }
}

/** An editor's note after an editor's note still stands in for the document's own. */
function correctionOf(before: Article, note: string): Pick<Article, 'correctionNote' | 'editorsNote'> {
  const insteadOf = before.editorsNote ? before.editorsNote.insteadOf : before.correctionNote;
  return { correctionNote: note, editorsNote: insteadOf === undefined ? {} : { insteadOf } };
}
