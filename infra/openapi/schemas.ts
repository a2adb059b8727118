import * as z from 'zod';

const definitions = z.record(z.string(), z.looseObject({}));
const jsonSchema = z.object({ properties: definitions, $defs: definitions.optional() });

/**
 * Schemas as OpenAPI 3.1 has them, in JSON Schema 2020-12. Those with an `id` go under `components/schemas`, once for all, with
 * their examples.
 */
export class Schemas {
  readonly components: Record<string, object> = {};
  readonly #examples: ReadonlyMap<string, readonly unknown[]>;

  constructor(examples: Readonly<Record<string, readonly unknown[]>>) {
    this.#examples = new Map(Object.entries(examples));
  }

  /** What may be sent, or what is answered. */
  of(schema: z.ZodType, io: 'input' | 'output'): object {
    const override = io === 'output' ? tidyAnswer : tidy;
    // As a property, since at the root what has an id would be no reference.
    const { properties, $defs = {} } = jsonSchema.parse(z.toJSONSchema(z.object({ schema }), { io, override }));
    for (const [id, definition] of Object.entries(referring($defs))) this.#add(id, definition);
    return referring(properties).schema ?? {};
  }

  #add(id: string, definition: object): void {
    const examples = this.#examples.get(id);
    const named = { ...definition, ...(examples && { examples }) };
    const known = this.components[id];
    if (known && JSON.stringify(known) !== JSON.stringify(named)) throw new Error(`Two schemas are called ${id}`);
    this.components[id] = named;
  }
}

const referring = (schemas: z.infer<typeof definitions>) =>
  definitions.parse(JSON.parse(JSON.stringify(schemas).replaceAll('"#/$defs/', '"#/components/schemas/')));

interface Visited {
  jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** A format says what its pattern says, shorter; the bounds of a double's integers say nothing. */
function tidy({ jsonSchema: schema }: Visited): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** Answers may get further members one day, and clients are to pass over them. */
function tidyAnswer(visited: Visited): void {
  tidy(visited);
  if (visited.jsonSchema.additionalProperties === false) delete visited.jsonSchema.additionalProperties;
}
