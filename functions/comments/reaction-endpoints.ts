import { posterOfUser } from '../../shared/comment/comment-id.ts';
import type { ApiRequest, ApiResponse } from '../../shared/http/endpoint.ts';
import { unauthorized } from '../../shared/http/problem.ts';
import { type LikeDeps, like } from './like.ts';
import type { CommentEndpoints } from './routes.ts';

/** What readers do with others' comments. */
export function reactionEndpoints(deps: LikeDeps) {
  const setLike = async (request: ApiRequest, liked: boolean): Promise<ApiResponse> => {
    const { params, now } = request;
    const likes = await like({ commentId: params.id, poster: posterOfCaller(request), liked }, deps, now);
    return { status: 200, body: { liked, likes } };
  };

  return {
    'PUT /api/comments/{id}/like': (request) => setLike(request, true),

    'DELETE /api/comments/{id}/like': (request) => setLike(request, false),
  } satisfies Partial<CommentEndpoints>;
}

function posterOfCaller({ caller }: ApiRequest): string {
  if (!caller) throw unauthorized('token-required', 'Only readers with an account can do this.');
  return posterOfUser(caller.userId);
}
