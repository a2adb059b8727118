import { isArticleId } from '../../shared/article/article-id.ts';
import { ownView } from '../../shared/comment/comment-view.ts';
import { mayModerate } from '../../shared/http/caller.ts';
import type { RawRequest } from '../../shared/http/endpoint.ts';
import { standingProblem } from './article-standing.ts';
import { deleteComment } from './delete-comment.ts';
import { editComment } from './edit-comment.ts';
import { existingComment } from './find-comment.ts';
import { isAuthor, refuseStranger } from './own-comment.ts';
import { type PostDeps, postComment } from './post-comment.ts';
import { posterOf } from './poster.ts';
import type { CommentEndpoints } from './routes.ts';

/** What readers write: comments, other words for them, and nothing any more. */
export function writingEndpoints(deps: PostDeps & { staffBadge: string }) {
  return {
    'POST /api/articles/{id}/comments': async (request) => {
      const { text, parentId, author, website } = request.body;
      const poster = posterOf(request.caller, author);
      const { id: articleId = '' } = request.params;
      if (!isArticleId(articleId)) throw standingProblem('unknown');
      const post = {
        articleId,
        text,
        poster,
        ...(parentId && { parentId }),
        idempotencyKey: request.idempotencyKey,
        viewerAddress: viewerAddressOf(request),
        isStaff: mayModerate(request.caller),
        ...(mayModerate(request.caller) && { badge: deps.staffBadge }),
        fillsTrap: Boolean(website),
      };
      const { comment, editToken } = await postComment(post, deps, request.now);
      return {
        status: 201,
        headers: { location: `/api/comments/${comment.id}` },
        body: { ...ownView(comment), ...(editToken !== undefined && { editToken }) },
      };
    },

    'PATCH /api/comments/{id}': async (request) => {
      const { params, query, body, caller, now } = request;
      const proof = { ...(caller && { caller }), editToken: request.editToken ?? query.editToken };
      const comment = await existingComment(deps.comments, params.id);
      if (!isAuthor(comment, proof)) refuseStranger(comment, proof);
      const edit = { ...body, viewerAddress: viewerAddressOf(request), isStaff: mayModerate(caller) };
      return { status: 200, body: ownView(await editComment(comment, edit, deps, now)) };
    },

    'DELETE /api/comments/{id}': async (request) => {
      const { params, query, caller, now } = request;
      const proof = { ...(caller && { caller }), editToken: request.editToken ?? query.editToken };
      const comment = await existingComment(deps.comments, params.id);
      if (isAuthor(comment, proof)) await deleteComment(comment, { author: true }, deps, now);
      else if (caller && mayModerate(caller)) await deleteComment(comment, { moderator: caller.userId }, deps, now);
      else refuseStranger(comment, proof);
      return { status: 204 };
    },
  } satisfies Partial<CommentEndpoints>;
}

/** The CDN's word on it, which only the CDN can give: the origin secret has been checked. */
const viewerAddressOf = ({ headers, sourceIp }: Pick<RawRequest, 'headers' | 'sourceIp'>): string =>
  headers['cloudfront-viewer-address'] ?? sourceIp;
