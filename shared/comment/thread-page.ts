import { toCursor } from '../http/cursor.ts';
import { threadSortOf, topSortOf } from '../store/discussion-keys.ts';
import type { ShownComment } from './comment.ts';
import { type CommentView, publicView } from './comment-view.ts';

/** `top`: by likes, and the newest first of those that have as many. */
export const THREAD_ORDERS = ['newest', 'oldest', 'top'] as const;

export type ThreadOrder = (typeof THREAD_ORDERS)[number];

/** How many comments a page has where nobody says. */
export const COMMENTS_PER_PAGE = 25;

/** A page of a thread as the contract has it: what the API answers, and what a snapshot begins with. */
export interface ThreadPage {
  items: CommentView[];
  next: string | null;
}

/** Where a comment stands in an order: its sort key there, which a cursor goes on from. */
export const positionIn = (order: ThreadOrder, c: Pick<ShownComment, 'id' | 'createdAt' | 'likes'>): string =>
  order === 'top' ? topSortOf(c) : threadSortOf(c.createdAt, c.id);

/** What the cursors of a thread's pages are bound to, so that the API goes on from a snapshot's. */
export const threadScope = (thread: string, order: ThreadOrder): string => `${thread} ${order}`;

/** The page of these comments; `next` is the position of its last, if there are more. */
export const threadPage = (
  thread: string,
  order: ThreadOrder,
  comments: readonly ShownComment[],
  next: string | undefined,
): ThreadPage => ({
  items: comments.map(publicView),
  next: next === undefined ? null : toCursor(threadScope(thread, order), next),
});
