import type { Endpoint } from '../../shared/http/endpoint.ts';
import type { RouteKey } from '../../shared/http/route.ts';
import { getArticle } from './get-article.ts';
import { listArticles } from './list-articles.ts';
import { listUploads } from './list-uploads.ts';
import type { Deps } from './ports.ts';
import type { routes } from './routes.ts';

/** What each route runs. */
export const endpointsOf = (deps: Deps): Record<RouteKey<(typeof routes)[number]>, Endpoint> => ({
  'GET /api/articles': listArticles(deps),
  'GET /api/articles/{id}': getArticle(deps),
  'GET /api/uploads': listUploads(deps),
});
