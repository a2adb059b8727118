import { fullView, ownView, publicView } from '../../shared/comment/comment-view.ts';
import { mayModerate } from '../../shared/http/caller.ts';
import type { CommentCounts } from '../../shared/store/comment-counts.ts';
import { requireOpenArticle } from './article-standing.ts';
import { existingComment, noSuchComment } from './find-comment.ts';
import { isAuthor } from './own-comment.ts';
import type { Articles, Comments } from './ports.ts';
import type { CommentEndpoints } from './routes.ts';
import { SHARED } from './shared-cache.ts';

export interface ReaderDeps {
  articles: Articles;
  comments: Comments;
  counts: Pick<CommentCounts, 'of'>;
}

export function readerEndpoints(deps: ReaderDeps) {
  const { articles, comments, counts } = deps;

  return {
    /** A held or refused comment is there for who wrote it and for moderators; for others it is as if it were not. */
    'GET /api/comments/{id}': async (request) => {
      const { caller, params, query, now } = request;
      const comment = await existingComment(comments, params.id);
      const proof = { ...(caller && { caller }), editToken: request.editToken ?? query.editToken };
      if (mayModerate(caller)) return { status: 200, body: fullView(comment) };
      if (isAuthor(comment, proof)) return { status: 200, body: ownView(comment) };
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
