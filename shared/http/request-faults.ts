import type { z } from 'zod';
import type { Fault } from './problem.ts';

/** What a schema found, one fault for each place, unknown names each by itself. Never quotes a value that was sent. */
export const faultsOf = (error: z.ZodError, where: 'pointer' | 'parameter'): Fault[] =>
  error.issues.flatMap((issue) => {
    const faultAt = (path: PropertyKey[], detail: string): Fault =>
      where === 'parameter' ? { parameter: path.map(String).join('.'), detail } : { pointer: pointerOf(path), detail };
    if (issue.code !== 'unrecognized_keys') return [faultAt(issue.path, issue.message)];
    return issue.keys.map((key) => faultAt([...issue.path, key], 'Unknown name.'));
  });

/** RFC 6901. */
const pointerOf = (path: PropertyKey[]) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
