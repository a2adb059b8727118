import { articleThread } from '../store/discussion-keys.ts';
import type { Discussion } from './discussion.ts';
import { type ThreadOrder, threadPage } from './thread-page.ts';

/** Where the public bucket has an article's snapshot; its URL has the same path. */
export const snapshotKey = (articleId: string): string => `comments/${articleId}.json`;

/** The article whose snapshot this object is, or undefined for any other object. */
export const articleIdOfSnapshot = (key: string): string | undefined =>
  /^comments\/([a-z2-7]{16})\.json$/.exec(key)?.[1];

/**
 * The first page of an article's comments in each order, as `GET /api/articles/{id}/comments` answers it, with cursors that
 * go on there, how many comments there are, and until when they are taken (`closesAt`) where that is not for ever.
 */
export function renderSnapshot(articleId: string, { count, closesAt, pages }: Discussion): string {
  const thread = articleThread(articleId);
  const page = (order: ThreadOrder) => threadPage(thread, order, pages[order].comments, pages[order].next);
  const comments = { newest: page('newest'), oldest: page('oldest'), top: page('top') };
  return `${JSON.stringify({ articleId, count, closesAt, comments })}\n`;
}
