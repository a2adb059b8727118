import type * as z from 'zod';
import { isArticleId } from '../../shared/article/article-id.ts';
import { isCommentId, posterOfUser } from '../../shared/comment/comment-id.ts';
import { ownView, publicView } from '../../shared/comment/comment-view.ts';
import { type ThreadOrder, threadPage, threadScope } from '../../shared/comment/thread-page.ts';
import { mayModerate } from '../../shared/http/caller.ts';
import type { ApiResponse } from '../../shared/http/endpoint.ts';
import { notFound } from '../../shared/http/problem.ts';
import type { CommentCounts } from '../../shared/store/comment-counts.ts';
import { articleThread, repliesThread, threadSortOf } from '../../shared/store/discussion-keys.ts';
import { toInstant } from '../../shared/time.ts';
import { standingProblem } from './article-standing.ts';
import { opens } from './edit-token.ts';
import { windowOf } from './page-query.ts';
import type { Articles, Comments, Threads } from './ports.ts';
import { postComment } from './post-comment.ts';
import { posterOf } from './poster.ts';
import type { threadQuery } from './requests.ts';
import type { CommentEndpoints } from './routes.ts';

export interface ReaderDeps {
  articles: Articles;
  comments: Comments;
  threads: Threads;
  counts: Pick<CommentCounts, 'of'>;
  newNonce: () => string;
}

/** What all may see alike: the CDN keeps it for moments, browsers ask again. */
const SHARED = 'public, max-age=0, s-maxage=2';

export function readerEndpoints(deps: ReaderDeps) {
  const { articles, comments, threads, counts } = deps;

  /** An article's id, if it can be discussed; throws a 404 or 410. */
  const openArticle = async (id = '', now: Date): Promise<string> => {
    const standing = isArticleId(id) ? await articles.standing(id, toInstant(now)) : 'unknown';
    if (standing !== 'open') throw standingProblem(standing);
    return id;
  };

  const answerPage = async (
    thread: string,
    order: ThreadOrder,
    query: z.output<typeof threadQuery>,
  ): Promise<ApiResponse> => {
    const { items, more } = await threads.page(thread, order, windowOf(query, threadScope(thread, order)));
    const last = more ? items.at(-1) : undefined;
    const next = last && threadSortOf(last.createdAt, last.id);
    return { status: 200, body: threadPage(thread, order, items, next), cacheControl: SHARED };
  };

  return {
    'POST /api/articles/{id}/comments': async (request) => {
      const { text, parentId, author } = request.body;
      const poster = posterOf(request.caller, author);
      const { id: articleId = '' } = request.params;
      if (!isArticleId(articleId)) throw standingProblem('unknown');
      const post = { articleId, text, poster, idempotencyKey: request.idempotencyKey, ...(parentId && { parentId }) };
      const { comment, editToken } = await postComment(post, deps, request.now);
      return {
        status: 201,
        headers: { location: `/api/comments/${comment.id}` },
        body: { ...ownView(comment), ...(editToken !== undefined && { editToken }) },
      };
    },

    'GET /api/articles/{id}/comments': async ({ params, query, now }) => {
      const id = await openArticle(params.id, now);
      return await answerPage(articleThread(id), query.orderBy ?? 'newest', query);
    },

    'GET /api/comments/{id}/replies': async ({ params, query, now }) => {
      const root = await known(comments, params.id);
      if (root.status !== 'PUBLISHED' && root.replyCount === 0) throw noSuchComment();
      await openArticle(root.articleId, now);
      return await answerPage(repliesThread(root.id), query.orderBy ?? 'oldest', query);
    },

    /** A held or refused comment is there for who wrote it and for moderators; for others it is as if it were not. */
    'GET /api/comments/{id}': async (request) => {
      const { caller, params, query, now } = request;
      const comment = await known(comments, params.id);
      const isOwn =
        (caller !== undefined && comment.poster === posterOfUser(caller.userId)) ||
        opens(request.editToken ?? query.editToken, comment);
      if (isOwn || mayModerate(caller)) return { status: 200, body: ownView(comment) };
      if (comment.status !== 'PUBLISHED') throw noSuchComment();
      await openArticle(comment.articleId, now);
      return { status: 200, body: publicView(comment), cacheControl: SHARED };
    },

    'GET /api/comments/counts': async ({ query }) => {
      const numbers = await counts.of(query.articleIds);
      const byArticle = Object.fromEntries(query.articleIds.map((id, i) => [id, numbers[i] ?? 0]));
      return { status: 200, body: { counts: byArticle }, cacheControl: SHARED };
    },
  } satisfies Partial<CommentEndpoints>;
}

async function known(comments: Comments, id = '') {
  const comment = isCommentId(id) ? await comments.find(id) : undefined;
  if (!comment) throw noSuchComment();
  return comment;
}

const noSuchComment = () => notFound('comment-not-found', 'There is no such comment.');
