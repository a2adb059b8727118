import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { describedPath, openApiDocument } from '../../infra/openapi/document.ts';
import type { Route } from '../../shared/http/route.ts';
import type { HttpHandler } from '../../shared/http/serve-api.ts';

const operation = z.object({
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).default({}) }),
  ),
});

/**
 * The handler, with each of its answers held against what the API's description says of it: a status that it does not list, a
 * media type or a body that is not of its schema throws. Members that the description does not know count as faults here.
 */
export function describedBy(routes: readonly Route[], handle: HttpHandler): HttpHandler {
  const document = closed(openApiDocument(routes));
  const validators = new Map<string, ValidateFunction>();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);

  function validatorOf(name: string, schema: unknown): ValidateFunction {
    const found =
      validators.get(name) ?? ajv.compile({ ...z.looseObject({}).parse(schema), components: document.components });
    validators.set(name, found);
    return found;
  }

  return async (event) => {
    const answer = await handle(event);
    const [method = '', path = ''] = event.routeKey.replace(/^HEAD /, 'GET ').split(' ');
    const described = document.paths[describedPath({ path })]?.[method.toLowerCase()];
    const status = String(answer.statusCode);
    if (!described || Number(status) >= 500) return answer;
    const { [status]: response } = operation.parse(described).responses;
    const type = String(answer.headers?.['content-type'] ?? '').replace(/;.*/, '');
    const name = `${event.routeKey} ${status} ${type}`;
    if (!response) throw new Error(`${name} is not described`);
    if (answer.body === undefined) return answer;
    const media = response.content[type];
    if (!media) throw new Error(`${name} is not described`);
    const validate = validatorOf(name, media.schema);
    const body: unknown = type.endsWith('json') ? JSON.parse(answer.body) : answer.body;
    if (!validate(body)) throw new Error(`${name} is not as described: ${ajv.errorsText(validate.errors)}`);
    return answer;
  };
}

/** The document with every object that names its members closed to others. */
function closed(document: ReturnType<typeof openApiDocument>): ReturnType<typeof openApiDocument> {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    const object = z.looseObject({ properties: z.looseObject({}) }).safeParse(value);
    return object.success ? { additionalProperties: false, ...object.data } : value;
  });
}
