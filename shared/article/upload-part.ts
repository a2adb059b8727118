/** Unit separator: in no name that a person or a system gives, not allowed in XML, and no trouble in a table's key. */
const SEPARATOR = '\u001f';

/** The key under which one article of an object that holds several has its own head and versions (ADR 57). */
export const partKey = (key: string, name: string): string => `${key}${SEPARATOR}${name}`;

/** The key of the object, and the name of the part of it that this key means, if it means one. */
export function splitKey(whole: string): { key: string; part?: string } {
  const at = whole.indexOf(SEPARATOR);
  return at < 0 ? { key: whole } : { key: whole.slice(0, at), part: whole.slice(at + SEPARATOR.length) };
}
