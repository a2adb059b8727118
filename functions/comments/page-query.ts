import { fromCursor, toCursor } from '../../shared/http/cursor.ts';
import type { Window } from './ports.ts';

export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** Where a page begins and ends. Throws a 400 for a cursor that is not of this list (`scope`). */
export const windowOf = (query: PageQuery, scope: string): Window => ({
  limit: query.limit,
  ...(query.cursor !== undefined && { after: fromCursor(scope, query.cursor) }),
});

/** The contract's shape of a list. */
export const listBody = (items: unknown[], next: string | undefined, scope: string) => ({
  items,
  next: next === undefined ? null : toCursor(scope, next),
});
