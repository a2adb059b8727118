import { posterOfUser } from '../../shared/comment/comment-id.ts';
import type { ApiRequest, ApiResponse } from '../../shared/http/endpoint.ts';
import { unauthorized } from '../../shared/http/problem.ts';
import { type FlagDeps, flagComment } from './flag.ts';
import { type LikeDeps, like } from './like.ts';
import type { CommentEndpoints } from './routes.ts';

/** What readers do with others' comments. */
export function reactionEndpoints(deps: LikeDeps & FlagDeps) {
  const setLike = async (request: ApiRequest, liked: boolean): Promise<ApiResponse> => {
    const { params, now } = request;
    const likes = await like({ commentId: params.id, poster: posterOfCaller(request), liked }, deps, now);
    return { status: 200, body: { liked, likes } };
  };

  return {
    'PUT /api/comments/{id}/like': (request) => setLike(request, true),

    'DELETE /api/comments/{id}/like': (request) => setLike(request, false),

    'POST /api/comments/{id}/flags': async (request) => {
      const { params, body, idempotencyKey, now } = request;
      const poster = posterOfCaller(request);
      const { flag, isNew } = await flagComment({ commentId: params.id, poster, body, idempotencyKey }, deps, now);
      const { commentId, reason, note, at } = flag;
      const made = { commentId, reason, ...(note !== undefined && { note }), createdAt: at };
      return { status: isNew ? 201 : 200, body: made };
    },
  } satisfies Partial<CommentEndpoints>;
}

function posterOfCaller({ caller }: ApiRequest): string {
  if (!caller) throw unauthorized('token-required', 'Only readers with an account can do this.');
  return posterOfUser(caller.userId);
}
