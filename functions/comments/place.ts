import type { Comment } from '../../shared/comment/comment.ts';
import { notFound } from '../../shared/http/problem.ts';
import type { Instant } from '../../shared/time.ts';
import { standingProblem } from './article-standing.ts';
import type { Articles, Comments } from './ports.ts';

/** Where someone wants a comment: on an article, or below a comment on it. */
export interface Destination {
  articleId: string;
  /** The comment that is answered. */
  parentId?: string;
}

/** Where it comes to stand. */
export interface Place {
  /** When its article was published first. */
  publishedAt: Instant;
  /** The head of its thread. */
  root?: Comment;
  /** What it answers, where that is not the head. */
  replyTo?: string;
}

/**
 * Where the comment goes. Throws a 404 or 410 where it cannot. What it answers may be read a moment old, unless it `isLate`: that the
 * head is still as it was read, the transaction makes sure.
 *
 * Requests: one read of the article, one of each comment that is answered.
 */
export async function placeOf(
  { articleId, parentId }: Destination,
  { articles, comments }: { articles: Articles; comments: Comments },
  now: Instant,
  { isLate = false }: { isLate?: boolean } = {},
): Promise<Place> {
  const find = (id: string) => (isLate ? comments.find(id) : publishedOrLatest(id, comments));
  const [discussed, parent] = await Promise.all([
    articles.discussed(articleId, now),
    parentId === undefined ? undefined : find(parentId),
  ]);
  if (discussed.standing !== 'open') throw standingProblem(discussed.standing);
  const { publishedAt } = discussed;
  if (parentId === undefined) return { publishedAt };
  if (parent?.status !== 'PUBLISHED' || parent.articleId !== articleId) throw noParent();
  if (parent.parentId === undefined) return { publishedAt, root: parent };
  const root = await find(parent.parentId);
  if (!root) throw noParent();
  return { publishedAt, root, replyTo: parent.id };
}

/** What is not there at a glance, or not to be seen, may be so by now. */
async function publishedOrLatest(id: string, comments: Comments): Promise<Comment | undefined> {
  const glanced = await comments.glance(id);
  return glanced?.status === 'PUBLISHED' ? glanced : await comments.find(id);
}

const noParent = () => notFound('parent-not-found', 'There is no such comment to answer on this article.');
