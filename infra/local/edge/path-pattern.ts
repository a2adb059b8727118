/**
 * A CloudFront path pattern as a predicate: `*` is any number of characters and `?` one, letter case counts, and a leading
 * slash may be left out. Patterns are tried in their order; the first that fits decides.
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  if (pattern === '*') return () => true;
  const rooted = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const source = rooted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path);
}
