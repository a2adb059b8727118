import type * as z from 'zod';
import type { Comment } from '../../shared/comment/comment.ts';
import type { ThreadOrder } from '../../shared/comment/thread-page.ts';
import type { ApiResponse } from '../../shared/http/endpoint.ts';
import { articleThread, repliesThread } from '../../shared/store/discussion-keys.ts';
import { requireOpenArticle } from './article-standing.ts';
import { existingComment, noSuchComment } from './find-comment.ts';
import type { Articles, Comments, Threads } from './ports.ts';
import type { threadQuery } from './requests.ts';
import type { CommentEndpoints } from './routes.ts';
import { SHARED } from './shared-cache.ts';
import { pageAround, pageAt } from './thread-pages.ts';

export interface ThreadDeps {
  articles: Articles;
  comments: Pick<Comments, 'find'>;
  threads: Threads;
}

type Query = z.output<typeof threadQuery>;

/** The lists of comments: an article's, and the answers to one. */
export function threadEndpoints({ articles, comments, threads }: ThreadDeps) {
  /** The thread's page that the query asks for; `placed` is what of this list a comment is found by, if it is in it at all. */
  const answer = async (
    thread: string,
    order: ThreadOrder,
    { limit, cursor, around }: Query,
    placed: (wanted: Comment) => Promise<Comment> | Comment | undefined,
  ): Promise<ApiResponse> => {
    const page = { thread, order, limit };
    if (around === undefined) return shared(await pageAt({ ...page, cursor }, threads));
    const wanted = await existingComment(comments, around);
    const comment = wanted.status === 'PUBLISHED' ? await placed(wanted) : undefined;
    if (!comment) throw noSuchComment();
    return shared(await pageAround({ ...page, comment, wanted }, threads));
  };

  return {
    'GET /api/articles/{id}/comments': async ({ params, query, now }) => {
      const id = await requireOpenArticle(articles, params.id, now);
      return await answer(articleThread(id), query.orderBy ?? 'newest', query, (wanted) => {
        if (wanted.articleId !== id) return undefined;
        return wanted.parentId === undefined ? wanted : existingComment(comments, wanted.parentId);
      });
    },

    'GET /api/comments/{id}/replies': async ({ params, query, now }) => {
      const root = await existingComment(comments, params.id);
      if (root.status !== 'PUBLISHED' && root.replyCount === 0) throw noSuchComment();
      await requireOpenArticle(articles, root.articleId, now);
      return await answer(repliesThread(root.id), query.orderBy ?? 'oldest', query, (wanted) =>
        wanted.parentId === root.id ? wanted : undefined,
      );
    },
  } satisfies Partial<CommentEndpoints>;
}

const shared = (body: unknown): ApiResponse => ({ status: 200, body, cacheControl: SHARED });
