/** Ids that say what a construct is, not what it is for: they are left out of a name. */
const GENERIC = new Set(['Resource', 'Default', 'Function', 'Bucket', 'Table', 'Queue']);

/** `UploadDeadLetters` and `HTTPApi` as `upload-dead-letters` and `http-api`. */
export const kebab = (id: string): string =>
  id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();

/**
 * The name of a resource here, from its place in the construct tree: its own construct's id, so that
 * `newsroom-local/Storage/Uploads/Resource` is `uploads`.
 */
export function localName(constructPath: string): string {
  const ids = constructPath.split('/').slice(1);
  while (ids.length > 1 && GENERIC.has(ids.at(-1) ?? '')) ids.pop();
  const id = ids.at(-1);
  if (!id) throw new Error(`No name can be made of the construct path ${constructPath}`);
  return kebab(id);
}
