import { createHash } from 'node:crypto';
import * as z from 'zod';
import { badRequest, type Problem } from './problem.ts';

const VERSION = 1;
const envelope = z.tuple([z.literal(VERSION), z.string().max(2000), z.string()]);

/**
 * An opaque keyset cursor: the sort key of the last item of a page, bound by a checksum to the query that it came from
 * (`scope`: the path and what selects and orders its items). It holds nothing secret and grants nothing, so the checksum is not keyed.
 */
export const toCursor = (scope: string, position: string): string =>
  Buffer.from(JSON.stringify([VERSION, position, checksum(scope, position)])).toString('base64url');

/** The position in a cursor. Throws a 400 for one that was altered or comes from another query. */
export function fromCursor(scope: string, cursor: string): string {
  const parsed = envelope.safeParse(decode(cursor));
  if (
    !parsed.success ||
    parsed.data[2] !== checksum(scope, parsed.data[1]) ||
    toCursor(scope, parsed.data[1]) !== cursor
  ) {
    throw cursorInvalid();
  }
  return parsed.data[1];
}

/** For a cursor that was not made here, or whose position cannot be one of its list. */
export const cursorInvalid = (): Problem =>
  badRequest('cursor-invalid', 'This cursor was altered, or comes from another query.', [
    { parameter: 'cursor', detail: 'Take it from `next` of the page before.' },
  ]);

const checksum = (scope: string, position: string) =>
  createHash('sha256')
    .update(JSON.stringify([scope, position]))
    .digest('base64url')
    .slice(0, 10);

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
