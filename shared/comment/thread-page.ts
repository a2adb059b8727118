import { toCursor } from '../http/cursor.ts';
import type { ShownComment } from './comment.ts';
import { type CommentView, publicView } from './comment-view.ts';

export type ThreadOrder = 'newest' | 'oldest';

/** How many comments a page has where nobody says. */
export const COMMENTS_PER_PAGE = 25;

/** A page of a thread as the contract has it: what the API answers, and what a snapshot begins with. */
export interface ThreadPage {
  items: CommentView[];
  next: string | null;
}

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
