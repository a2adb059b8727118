import { createHash } from 'node:crypto';
import type { Comment } from '../../../shared/comment/comment.ts';
import { type Decision, rootOf } from '../../../shared/comment/comment-change.ts';
import { inParallel } from '../../../shared/in-parallel.ts';
import { type Instant, toInstant } from '../../../shared/time.ts';
import { HISTORY, judged } from '../change.ts';
import type { Comments } from '../ports.ts';
import type { HistoryProgress, Standings } from './ports.ts';

export interface HistoryDeps {
  comments: Comments;
  standings: Standings;
}

export interface HistoryMove {
  poster: string;
  /** Or show again what was hidden. */
  hide: boolean;
  by: string;
  byEditor: boolean;
}

const PER_PAGE = 50;
/** What one call does: some two seconds of work, of the fifteen that it has. */
const MOST_PAGES = 6;
const WIDTH = 8;
const ATTEMPTS = 8;

/**
 * Hides what someone has posted and is PUBLISHED, or shows again what that has hidden: each comment with its counters in a
 * transaction of its own, with a decision on record. Goes on where the last call has stopped, and says how far it has come; done
 * again it changes nothing. Staff's comments are for editors to hide.
 *
 * Requests: a query for 50 comments, and of each one read, one transaction where it changes, one read of a reply's head.
 */
export async function moveHistory(move: HistoryMove, deps: HistoryDeps, now: Date): Promise<void> {
  const { poster, hide } = move;
  const at = toInstant(now);
  const { history } = await deps.standings.find(poster);
  const goesOn = history?.hidden === hide && !history.done;
  const progress: HistoryProgress = goesOn ? { ...history, at } : { hidden: hide, changed: 0, done: false, at };
  for (let page = 1; page <= MOST_PAGES && !progress.done; page++) {
    const { after } = progress;
    const { ids, next } = await deps.standings.authored(poster, {
      limit: PER_PAGE,
      ...(after !== undefined && { after }),
    });
    await inParallel(ids, WIDTH, async (id) => {
      if (await moveComment(id, move, deps, at)) progress.changed++;
    });
    progress.after = next;
    progress.done = next === undefined;
    await deps.standings.saveHistory(poster, progress);
  }
}

/** Whether it has changed. What changes all the time meanwhile is left for the next call. */
async function moveComment(id: string, move: HistoryMove, { comments }: HistoryDeps, at: Instant): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await comments.find(id);
    const after = before && moved(before, move, at);
    if (!before || !after) return false;
    const decision = decisionOf(before, after, move, at);
    if (await comments.save({ before, after, ...(await rootOf({ before, after }, comments)), decision })) return true;
  }
  return false;
}

function moved(before: Comment, { hide, byEditor }: HistoryMove, at: Instant): Comment | undefined {
  if (!hide) {
    const wasHidden = before.status === 'REJECTED' && before.heldReasons.includes(HISTORY);
    return wasHidden ? judged(before, 'approve', at) : undefined;
  }
  if (before.status !== 'PUBLISHED' || (before.badge !== undefined && !byEditor)) return undefined;
  const hidden = judged(before, 'reject', at);
  return hidden && { ...hidden, heldReasons: [...hidden.heldReasons, HISTORY] };
}

const decisionOf = (before: Comment, after: Comment, { hide, by }: HistoryMove, at: Instant): Decision => ({
  id: createHash('sha256')
    .update(JSON.stringify(['history', before.id, hide, at]))
    .digest('base64url')
    .slice(0, 22),
  commentId: before.id,
  verdict: hide ? 'hide' : 'restore',
  revision: before.revision,
  from: before.status,
  to: after.status,
  by,
  at,
});
