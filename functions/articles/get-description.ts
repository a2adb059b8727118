import type { Deps } from './ports.ts';
import type { ArticleEndpoints } from './routes.ts';

/** `GET /api/openapi.json`: what the API is, all of it. It changes with a deployment only. */
export const getDescription =
  ({ description }: Deps): ArticleEndpoints['GET /api/openapi.json'] =>
  async () => ({ status: 200, body: await description(), cacheControl: 'public, max-age=300' });
