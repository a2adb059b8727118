import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes as articleRoutes } from '../../../functions/articles/routes.ts';
import { routes as commentRoutes } from '../../../functions/comments/routes.ts';
import { describedPath, openApiDocument } from '../../../infra/openapi/document.ts';
import { EXAMPLES } from '../../../infra/openapi/examples.ts';
import type { Route } from '../../../shared/http/route.ts';

const routes: readonly Route[] = [...articleRoutes, ...commentRoutes];

/** As a client gets it. */
const document = z
  .object({
    openapi: z.string(),
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string(), summary: z.string() }))),
    components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
  })
  .loose()
  .parse(JSON.parse(JSON.stringify(openApiDocument())));

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('is OpenAPI 3.1, by a validator that is not ours', async () => {
  const { valid, errors } = await new Validator().validate(document);
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
});

test('describes every route of both functions once, and nothing else', () => {
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual(routes.map((route) => `${route.method} ${describedPath(route)}`).toSorted());
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(operations)('$method $path has words and answers', ({ operation }) => {
  expect(operation).toMatchObject({
    operationId: expect.stringMatching(/^[a-z][a-zA-Z]+$/),
    summary: expect.stringMatching(/^[A-Z].{5,}[^.]$/),
    tags: [expect.any(String)],
    responses: { default: { $ref: '#/components/responses/Problem' } },
  });
  expect(Object.keys(z.record(z.string(), z.unknown()).parse(operation.responses)).length).toBeGreaterThan(2);
});

test('asks for a token exactly where a role is asked for', () => {
  for (const { method, access, ...route } of routes) {
    const security = z
      .array(z.object({}).loose())
      .parse(document.paths[describedPath(route)]?.[method.toLowerCase()]?.security);
    expect(security.some((each) => Object.keys(each).length === 0)).toBe(access === 'anyone');
    expect(security).toContainEqual({ bearer: [] });
  }
});

describe('schemas', () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);

  test.each(Object.entries(document.components.schemas))('%s has examples of itself', (id) => {
    const validate = ajv.compile({ $ref: `#/components/schemas/${id}`, components: document.components });
    expect(EXAMPLES[id]?.length ?? 0).toBeGreaterThan(0);
    for (const example of EXAMPLES[id] ?? []) expect([validate(example), validate.errors]).toEqual([true, null]);
  });

  test('no example is of a schema that is no more', () => {
    expect(Object.keys(EXAMPLES).filter((id) => !(id in document.components.schemas))).toEqual([]);
  });
});

test('a parameter of a path must be described, and two schemas must not share a name', () => {
  const [route] = routes;
  if (!route) throw new Error('no routes');
  const { params: _, ...bare } = route;
  expect(() => openApiDocument([{ ...bare, path: '/api/things/{thing}' }])).toThrow(/parameter thing/);
  const answers = (schema: z.ZodType) => ({ 200: { description: 'x', content: { 'application/json': schema } } });
  const [one, other] = [z.string().meta({ id: 'Thing' }), z.number().meta({ id: 'Thing' })];
  expect(() =>
    openApiDocument([
      { ...route, answers: answers(one) },
      { ...route, method: 'PUT', answers: answers(other) },
    ]),
  ).toThrow(/Thing/);
});
