import type { S3Object, S3Store } from './fauxqs-parts.ts';

type Options = NonNullable<Parameters<S3Store['listObjects']>[1]>;
type Page = ReturnType<S3Store['listObjects']>;

/** Objects by key, in code unit order: what a page's cursor is compared in. */
export const inKeyOrder = (objects: S3Object[]): S3Object[] => objects.sort((a, b) => (a.key < b.key ? -1 : 1));

/** One page of a list of objects that is in key order, as ListObjects has it; common prefixes count as entries. */
export function pageOf(sorted: S3Object[], options: Options): Page {
  const { prefix = '', delimiter, maxKeys = 1000 } = options;
  const after = options.startAfter || options.marker || '';
  const objects: S3Object[] = [];
  const prefixes = new Set<string>();
  for (let i = firstAfter(sorted, after, prefix); i < sorted.length; i++) {
    const object = sorted[i];
    if (!object?.key.startsWith(prefix)) break;
    const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const group = delimiter && end >= 0 ? object.key.slice(0, end + delimiter.length) : undefined;
    if (group !== undefined && (prefixes.has(group) || group <= after)) continue;
    if (objects.length + prefixes.size >= maxKeys) return { objects, commonPrefixes: [...prefixes], isTruncated: true };
    if (group === undefined) objects.push(object);
    else prefixes.add(group);
  }
  return { objects, commonPrefixes: [...prefixes], isTruncated: false };
}

/** The first position whose key is after `after` and not before `prefix`, by bisection. */
function firstAfter(sorted: S3Object[], after: string, prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const key = sorted[middle]?.key ?? '';
    if (key < prefix || (after !== '' && key <= after)) low = middle + 1;
    else high = middle;
  }
  return low;
}
