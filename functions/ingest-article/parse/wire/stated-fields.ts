import type { FieldName, Fields } from '../fields.ts';

type Value = string | readonly string[] | undefined;

/** Fields of what a source states; a value that is missing or blank states nothing. A list keeps the commas of its items. */
export function statedFields(...statements: readonly [name: FieldName, value: Value, at: string][]): Fields {
  const fields: Fields = {};
  for (const [name, value, at] of statements) {
    const values = (typeof value === 'string' ? [value] : (value ?? [])).filter((text) => text.trim() !== '');
    if (values.length > 0) fields[name] = { values, at, ...(Array.isArray(value) && { isList: true }) };
  }
  return fields;
}

/** As much of a text as a field of metadata takes. The whole of it belongs in `extras`. */
export const MOST_CHARACTERS = 1000;

/** A text cut to what a field takes. */
export const fitted = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1).trimEnd()}…` : text;

/** The whole text under its name, where the field could not take it. */
export const overflow = (name: string, text: string | undefined, most = MOST_CHARACTERS): Record<string, string> =>
  text !== undefined && text.length > most ? { [name]: text } : {};

/** A version that orders an article's documents, or undefined for one that does not count, such as `2.1b`. */
export const versionOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{1,15}(?:\.\d{1,6})?$/.test(text.trim()) ? text.trim() : undefined;

/** A language tag as BCP 47 writes it, or undefined for what is none: then the text itself tells. */
export function languageTag(text: string | undefined): string | undefined {
  const tag = text?.trim().replace(/[_.]/g, '-');
  return tag && /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;
}

/** ISO 8601's basic form (`20170102T222800+0000`, `20170102`) in its extended one; anything else as it is. */
export const extendedTime = (text: string | undefined): string | undefined =>
  text
    ?.trim()
    .replace(/^(\d{4})(\d{2})(\d{2})(?=$|T)/, '$1-$2-$3')
    .replace(
      /T(\d{2})(\d{2})(\d{2})?(?=$|[Z+\-.])/,
      (_, hour, minute, second) => `T${hour}:${minute}:${second ?? '00'}`,
    );
