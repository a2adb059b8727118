import * as z from 'zod';
import { notFound, Problem } from '../../shared/http/problem.ts';
import type { Unrouted } from '../../shared/http/serve-api.ts';

const described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/**
 * The API's `$default`: what no route of either function answers. A path that other methods know is a 405 that names them in
 * `Allow`, or the answer to OPTIONS (RFC 9110, 9.3.7; a preflight of CORS is API Gateway's own); any other a 404. The API's
 * description says which methods a path knows.
 */
export const unrouted =
  (description: () => Promise<unknown>): Unrouted =>
  async ({ method, path }) => {
    const methods = methodsAt(path, described.parse(await description()).paths);
    if (methods.length === 0) throw notFound('route-unknown', 'There is no such route.');
    const headers = { allow: methods.join(', ') };
    if (method === 'OPTIONS') return { status: 204, headers };
    const detail = `This path takes ${headers.allow}.`;
    throw new Problem({ status: 405, code: 'method-not-allowed', detail, headers });
  };

function methodsAt(path: string, paths: z.infer<typeof described>['paths']): string[] {
  const own = Object.entries(paths).filter(([template]) => matches(template, path));
  const methods = new Set(own.flatMap(([, operations]) => Object.keys(operations).map((name) => name.toUpperCase())));
  if (methods.size === 0) return [];
  return [...(methods.has('GET') ? ['HEAD'] : []), ...methods, 'OPTIONS'].toSorted();
}

/** A parameter stands for one segment that is not empty, as for API Gateway. */
function matches(template: string, path: string): boolean {
  const [own, asked] = [template.split('/'), path.split('/')];
  const fits = (part: string, segment = '') => (part.startsWith('{') ? segment !== '' : part === segment);
  return own.length === asked.length && own.every((part, i) => fits(part, asked[i]));
}
