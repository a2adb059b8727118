import * as z from 'zod';
import type { Answered, Route } from '../../shared/http/route.ts';
import type { Schemas } from './schemas.ts';

const PROBLEM = { $ref: '#/components/responses/Problem' };

/** A route as an Operation Object. */
export function operationOf(route: Route, schemas: Schemas): object {
  const { operationId, tag, summary, description, body } = route;
  const parameters = [
    ...pathParameters(route, schemas),
    ...queryParameters(route, schemas),
    ...(route.method === 'POST' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: security(route),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBody(body, schemas) }),
    responses: responses(route, schemas),
  };
}

/** An empty requirement: without a token too. */
function security({ access, takesEditToken }: Route): object[] {
  const own = access === 'anyone' ? [{}] : [];
  return [...own, { bearer: [] }, ...(takesEditToken ? [{ editToken: [] }] : [])];
}

function pathParameters({ path, params = {} }: Route, schemas: Schemas): object[] {
  const names = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
  return names.map((name) => {
    const schema = params[name];
    if (!schema) throw new Error(`${path} does not describe its parameter ${name}`);
    return parameter(name, 'path', schemas.of(schema, 'input'), true);
  });
}

const object = z.object({
  properties: z.record(z.string(), z.looseObject({})),
  required: z.array(z.string()).default([]),
});

function queryParameters({ query }: Route, schemas: Schemas): object[] {
  if (!query) return [];
  const { properties, required } = object.parse(schemas.of(query, 'input'));
  return Object.entries(properties).map(([name, schema]) => parameter(name, 'query', schema, required.includes(name)));
}

function parameter(name: string, where: 'path' | 'query', schema: { description?: unknown }, required: boolean) {
  const { description, ...rest } = schema;
  return { name, in: where, ...(description !== undefined && { description }), required, schema: rest };
}

const requestBody = (body: z.ZodType, schemas: Schemas) => ({
  required: !body.safeParse(undefined).success,
  content: { 'application/json': { schema: schemas.of(body, 'input') } },
});

function responses(route: Route, schemas: Schemas): Record<string, object> {
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, answered(answer, route, schemas)]);
  const problems = Object.entries(problemsOf(route)).map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]);
  const unchanged =
    route.method === 'GET' && route.answers[200] ? { 304: { $ref: '#/components/responses/Unchanged' } } : {};
  return { ...Object.fromEntries([...answers, ...problems]), ...unchanged, default: PROBLEM };
}

function answered({ description, linked, content = {} }: Answered, { method }: Route, schemas: Schemas): object {
  const headers = {
    ...(method === 'GET' && { ETag: { $ref: '#/components/headers/ETag' } }),
    ...(linked && { Link: { $ref: '#/components/headers/Link' } }),
  };
  const bodies = Object.entries(content).map(([type, schema]) => [type, { schema: schemas.of(schema, 'output') }]);
  return {
    description,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(bodies.length > 0 && { content: Object.fromEntries(bodies) }),
  };
}

/** The refusals that a route has for being what it is, and its own. */
function problemsOf({ access, query, body, method, problems = {} }: Route): Record<number, string> {
  return {
    ...((query || body || method === 'POST') && {
      400: 'The request is not as this route takes it: `errors` says where.',
    }),
    401: access === 'anyone' ? 'The token is not a good one.' : 'This needs a token, and a good one.',
    ...((access === 'moderator' || access === 'editor') && { 403: `This needs the role ${access}.` }),
    ...(body && { 413: 'The body has more than 64 KB.', 415: 'The body is not application/json in UTF-8.' }),
    ...problems,
  };
}
