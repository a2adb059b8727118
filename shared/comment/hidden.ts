import type { Comment } from './comment.ts';

/** Why a comment is not shown that was hidden with all that its poster has said. */
const HISTORY = 'history';

export const isHidden = (c: Pick<Comment, 'status' | 'heldReasons'>): boolean =>
  c.status === 'REJECTED' && c.heldReasons.includes(HISTORY);

/**
 * A PUBLISHED comment as it is when all that its poster has said is hidden: out of all queues, with a note of where it was. Nobody has
 * reviewed it by that, so it says nothing of how often its poster was refused.
 */
export function hidden(c: Comment): Comment {
  const { unreviewedSince, reportedSince, featured, ...rest } = c;
  const hiddenFrom = {
    ...(unreviewedSince !== undefined && { unreviewedSince }),
    ...(reportedSince !== undefined && { reportedSince }),
    ...(featured && { featured }),
  };
  return {
    ...rest,
    status: 'REJECTED',
    heldReasons: [...c.heldReasons, HISTORY],
    // An engine's stream has no empty maps.
    ...(Object.keys(hiddenFrom).length > 0 && { hiddenFrom }),
  };
}

/** A hidden comment as it was before, and no more approved than it was. Flags that were taken back meanwhile no longer queue it. */
export function restored({ hiddenFrom: { reportedSince, ...from } = {}, ...c }: Comment): Comment {
  const isReported = reportedSince !== undefined && c.flagCount !== undefined;
  return {
    ...(isReported && { reportedSince }),
    ...from,
    ...c,
    status: 'PUBLISHED',
    heldReasons: c.heldReasons.filter((reason) => reason !== HISTORY),
  };
}
