import type * as z from 'zod';
import type { Comment, ShownComment } from '../../shared/comment/comment.ts';
import { publicView } from '../../shared/comment/comment-view.ts';
import { positionIn, type ThreadOrder, threadPage, threadScope } from '../../shared/comment/thread-page.ts';
import { fromCursor, toCursor } from '../../shared/http/cursor.ts';
import type { commentPage } from './answer-bodies.ts';
import type { Threads } from './ports.ts';

type CommentPage = z.infer<typeof commentPage>;

/** Before the position in a cursor that leads back. No sort key begins so. */
const BACK = '<';

export interface PageRequest {
  thread: string;
  order: ThreadOrder;
  limit: number;
  cursor?: string | undefined;
}

/** The page at a cursor, in either direction, or the first. Throws a 400 for a cursor of another list. One query. */
export async function pageAt({ thread, order, limit, cursor }: PageRequest, threads: Threads): Promise<CommentPage> {
  const position = cursor === undefined ? undefined : fromCursor(threadScope(thread, order), cursor);
  if (position?.startsWith(BACK)) {
    const before = position.slice(BACK.length);
    const { items, more } = await threads.page(thread, order, { before, limit });
    return bodyOf({ thread, order, items, more: { before: more, after: true } });
  }
  const { items, more } = await threads.page(thread, order, {
    limit,
    ...(position !== undefined && { after: position }),
  });
  const last = more ? items.at(-1) : undefined;
  return threadPage(thread, order, items, last && positionIn(order, last));
}

/**
 * The page that holds a comment of the thread, with as many before it as after it; `wanted` is the comment that was asked for, which may
 * be an answer to that one. Two queries.
 */
export async function pageAround(
  { thread, order, limit, comment, wanted }: Omit<PageRequest, 'cursor'> & { comment: Comment; wanted: Comment },
  threads: Threads,
): Promise<CommentPage> {
  const position = positionIn(order, comment);
  const half = Math.floor((limit - 1) / 2);
  const [before, after] = await Promise.all([
    threads.page(thread, order, { before: position, limit: half }),
    threads.page(thread, order, { after: position, limit: limit - 1 - half }),
  ]);
  // By likes its place may be another for a moment.
  const others = (items: ShownComment[]) => items.filter(({ id }) => id !== comment.id);
  const items = [...others(before.items), comment, ...others(after.items)];
  const more = { before: before.more, after: after.more };
  return { ...bodyOf({ thread, order, items, more }), around: publicView(wanted) };
}

interface Part {
  thread: string;
  order: ThreadOrder;
  items: ShownComment[];
  more: { before: boolean; after: boolean };
}

function bodyOf({ thread, order, items, more }: Part): CommentPage {
  const [first, last] = [items[0], items.at(-1)];
  const next = more.after && last ? positionIn(order, last) : undefined;
  const previous = more.before && first ? `${BACK}${positionIn(order, first)}` : undefined;
  return {
    ...threadPage(thread, order, items, next),
    previous: previous === undefined ? null : toCursor(threadScope(thread, order), previous),
  };
}
