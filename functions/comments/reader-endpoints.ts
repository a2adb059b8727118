import { isArticleId } from '../../shared/article/article-id.ts';
import { posterOfUser } from '../../shared/comment/comment-id.ts';
import { ownView, publicView } from '../../shared/comment/comment-view.ts';
import { mayModerate } from '../../shared/http/caller.ts';
import type { CommentCounts } from '../../shared/store/comment-counts.ts';
import { requireOpenArticle, standingProblem } from './article-standing.ts';
import { opens } from './edit-token.ts';
import { existingComment, noSuchComment } from './find-comment.ts';
import type { Articles, Comments } from './ports.ts';
import { postComment } from './post-comment.ts';
import { posterOf } from './poster.ts';
import type { CommentEndpoints } from './routes.ts';
import { SHARED } from './shared-cache.ts';

export interface ReaderDeps {
  articles: Articles;
  comments: Comments;
  counts: Pick<CommentCounts, 'of'>;
  newNonce: () => string;
}

export function readerEndpoints(deps: ReaderDeps) {
  const { articles, comments, counts } = deps;

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

    /** A held or refused comment is there for who wrote it and for moderators; for others it is as if it were not. */
    'GET /api/comments/{id}': async (request) => {
      const { caller, params, query, now } = request;
      const comment = await existingComment(comments, params.id);
      const isOwn =
        (caller !== undefined && comment.poster === posterOfUser(caller.userId)) ||
        opens(request.editToken ?? query.editToken, comment);
      if (isOwn || mayModerate(caller)) return { status: 200, body: ownView(comment) };
      if (comment.status !== 'PUBLISHED') throw noSuchComment();
      await requireOpenArticle(articles, comment.articleId, now);
      return { status: 200, body: publicView(comment), cacheControl: SHARED };
    },

    'GET /api/comments/counts': async ({ query }) => {
      const numbers = await counts.of(query.articleIds);
      const byArticle = Object.fromEntries(query.articleIds.map((id, i) => [id, numbers[i] ?? 0]));
      return { status: 200, body: { counts: byArticle }, cacheControl: SHARED };
    },
  } satisfies Partial<CommentEndpoints>;
}
