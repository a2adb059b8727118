import { inParallel } from '../../shared/in-parallel.ts';
import type { LikedComment } from '../../shared/store/liked-comments.ts';

export interface Deps {
  likedComments: {
    some(articleId: string, limit: number): Promise<LikedComment[]>;
    remove(articleId: string, comment: LikedComment): Promise<void>;
  };
  /** Has the comment's likes audited within the hour. */
  unaudited: { add(articleId: string, commentId: string): Promise<void> };
  likes: {
    /** Makes the number on the comment the sum of its counters; answers whether it was another. */
    rollUp(commentId: string): Promise<boolean>;
  };
}

/** How many comments are rolled up before a publication. What is left waits for the next one, five seconds later. */
export const MOST = 400;

const WIDTH = 8;

/**
 * Rolls up the likes of an article's comments that were noted, and takes the notes away. A note goes only after the sum was written
 * that was made after it was read; one that was made again since stays. So whatever ends in between, no like is left out.
 *
 * Requests: one query; for each comment one read of it, two of its 16 counters, a write, and two transactions of one item.
 */
export async function rollUpLikes(articleId: string, deps: Deps): Promise<{ changed: number; left: boolean }> {
  const noted = await deps.likedComments.some(articleId, MOST);
  const changes = await inParallel(noted, WIDTH, async (comment) => {
    const hasChanged = await deps.likes.rollUp(comment.commentId);
    await deps.unaudited.add(articleId, comment.commentId);
    await deps.likedComments.remove(articleId, comment);
    return hasChanged;
  });
  return { changed: changes.filter(Boolean).length, left: noted.length === MOST };
}
