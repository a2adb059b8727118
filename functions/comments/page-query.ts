import * as z from 'zod';
import { COMMENTS_PER_PAGE } from '../../shared/comment/thread-page.ts';
import { fromCursor, toCursor } from '../../shared/http/cursor.ts';
import type { Window } from './ports.ts';

const MAX_LIMIT = 100;

const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'A whole number from 1 to 100.')
  .transform(Number)
  .refine((n) => n <= MAX_LIMIT, 'At most 100.');

/** The parameters that every list takes. */
export const pageQuery = z.strictObject({ cursor: z.string().optional(), limit: limit.optional() });

/** Those of a thread. */
export const threadQuery = pageQuery.extend({ orderBy: z.enum(['newest', 'oldest']).optional() });

/** Where a page begins and ends. Throws a 400 for a cursor that is not of this list (`scope`). */
export const windowOf = (query: z.output<typeof pageQuery>, scope: string): Window => ({
  limit: query.limit ?? COMMENTS_PER_PAGE,
  ...(query.cursor !== undefined && { after: fromCursor(scope, query.cursor) }),
});

/** The contract's shape of a list. */
export const listBody = (items: unknown[], next: string | undefined, scope: string) => ({
  items,
  next: next === undefined ? null : toCursor(scope, next),
});
