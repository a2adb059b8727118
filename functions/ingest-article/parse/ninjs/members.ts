import type { Json, JsonObject } from './read-json.ts';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member as text: a string or number that is not blank. `null` and everything else say nothing. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The members of several spellings, as ninjs 1 and 2 write names in lowercase and ninjs 3 in camel case. */
export function memberOf(object: JsonObject, ...names: string[]): Json | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  const found = Object.keys(object).filter((name) => wanted.includes(name.toLowerCase()));
  const best = found.toSorted((a, b) => wanted.indexOf(a.toLowerCase()) - wanted.indexOf(b.toLowerCase()));
  return best.map((name) => object[name]).find((value) => value !== null && value !== undefined && value !== '');
}

/** A member as text, whatever the spelling of its name. */
export const textIn = (object: JsonObject, ...names: string[]): string | undefined =>
  textOf(memberOf(object, ...names));

/** The objects of a list; of a map by name (ninjs 1) each with its `name`, unless it has one. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => (isObject(each) ? [{ name, ...each }] : []));
}
