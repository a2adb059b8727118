import { absentPage } from './absent-page.ts';
import { actOnArticle } from './act-on-article.ts';
import { articleHistory } from './article-history.ts';
import { getArticle } from './get-article.ts';
import { getDescription } from './get-description.ts';
import { listArticles } from './list-articles.ts';
import { listUploads } from './list-uploads.ts';
import type { Deps } from './ports.ts';
import { replayUpload } from './replay-upload.ts';
import type { ArticleEndpoints } from './routes.ts';

/** What each route runs. */
export const endpointsOf = (deps: Deps): ArticleEndpoints => ({
  'GET /api/articles': listArticles(deps),
  'GET /api/articles/{id}': getArticle(deps),
  'GET /api/articles/{id}/versions': articleHistory(deps),
  'POST /api/articles/{id}/correct': actOnArticle('correct', deps),
  'POST /api/articles/{id}/unpublish': actOnArticle('unpublish', deps),
  'POST /api/articles/{id}/republish': actOnArticle('republish', deps),
  'POST /api/articles/{id}/kill': actOnArticle('kill', deps),
  'POST /api/articles/{id}/takedown': actOnArticle('takedown', deps),
  'GET /api/openapi.json': getDescription(deps),
  'GET /api/absent/{path+}': absentPage(deps),
  'GET /api/uploads': listUploads(deps),
  'POST /api/uploads/replay': replayUpload(deps),
});
