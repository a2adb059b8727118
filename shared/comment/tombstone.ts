import type { Comment } from './comment.ts';

/** The poster of a comment whose poster was erased: nobody. */
export const NOBODY = 'erased';

/**
 * What is left of a comment that is deleted: its place in the thread and in the counters of likes, who posted it, and what lets a retry of the post find
 * that it was made. Its words, name and address are gone.
 */
export function tombstoneOf(c: Comment, deletedBy: 'author' | 'moderator' | 'erasure'): Comment {
  const { id, articleId, parentId, replyTo, likes, replyCount, createdAt, poster, fingerprint } = c;
  return {
    schemaVersion: 1,
    id,
    articleId,
    ...(parentId !== undefined && { parentId }),
    ...(replyTo !== undefined && { replyTo }),
    status: 'REJECTED',
    revision: c.revision + 1,
    text: '',
    authorName: '',
    likes,
    replyCount,
    createdAt,
    deletedBy,
    poster,
    fingerprint,
    heldReasons: [],
  };
}

/** The same of one whose poster is erased: nothing is left that says who that was, or what was said. */
export const erasedComment = (c: Comment): Comment => ({
  ...tombstoneOf(c, 'erasure'),
  poster: NOBODY,
  fingerprint: NOBODY,
});
