import { routes as articleRoutes } from '../../functions/articles/routes.ts';
import { routes as commentRoutes } from '../../functions/comments/routes.ts';
import { problemDetails } from '../../shared/http/problem.ts';
import type { Route } from '../../shared/http/route.ts';
import { EXAMPLES } from './examples.ts';
import { operationOf } from './operation.ts';
import { Schemas } from './schemas.ts';

const DESCRIPTION = `The articles and the discussion of a newsroom. A list is \`{ items, next }\`; times are RFC 3339 in UTC. Refusals are \
problem details (RFC 9457) with a stable \`code\`. Whatever answers GET answers HEAD. A POST that comes again under its \
Idempotency-Key within a day is answered as before.`;

const TAGS: Record<Route['tag'], string> = {
  Articles: 'What readers and partners read.',
  Desk: 'What editors do to articles and uploads.',
  Comments: 'The discussion.',
  Moderation: 'What moderators do.',
  Readers: 'What readers may do with what they have written.',
  API: 'The API itself.',
};

/** The OpenAPI 3.1 document of both functions, made of the schemas that they read requests by. A function of the sources alone. */
export const openApiDocument = (routes: readonly Route[] = [...articleRoutes, ...commentRoutes]) => {
  const schemas = new Schemas(EXAMPLES);
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = describedPath(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  schemas.of(problemDetails, 'output');
  return {
    openapi: '3.1.1',
    info: { title: 'Newsroom', version: '1.0.0', description: DESCRIPTION },
    servers: [{ url: '/', description: 'The site that this document comes from.' }],
    tags: Object.entries(TAGS)
      .filter(([name]) => routes.some(({ tag }) => tag === name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: schemas.components, ...SHARED },
  };
};

/** OpenAPI has no parameter for several segments: there it looks like any other. */
export const describedPath = ({ path }: { path: string }): string => path.replace('+}', '}');

const SHARED = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A token of the stage’s issuer, for readers, moderators and editors.',
    },
    editToken: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Edit-Token',
      description: 'What a guest was given with a comment. Taken as a bearer token too.',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'The same for each retry of a request: 1 to 255 visible ASCII characters.',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    },
  },
  headers: {
    ETag: { description: 'Strong; for If-None-Match.', schema: { type: 'string' } },
    Link: { description: 'Related resources (RFC 8288).', schema: { type: 'string' } },
  },
  responses: {
    Unchanged: { description: 'What If-None-Match names is still so.' },
    Problem: {
      description: 'Any other refusal, such as 503 when it may work in a moment.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
};
