import * as z from 'zod';

/** Properties that a resource may have and that make no difference here. Any other unknown one is refused by its schema. */
export function ignored<Name extends string>(...names: Name[]): Record<Name, z.ZodOptional<z.ZodUnknown>> {
  const entries = names.map((name) => [name, z.unknown().optional()] as const);
  return Object.fromEntries(entries) as Record<Name, z.ZodOptional<z.ZodUnknown>>;
}

/** CloudFormation takes numbers and booleans as texts as well. */
export const number = z.coerce.number();

export const boolean = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
