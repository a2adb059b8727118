import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromCursor, toCursor } from '../../../shared/http/cursor.ts';

it('comes back to its position in its own query, and in no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ maxLength: 60 }), fc.string(), (scope, position, other) => {
      const cursor = toCursor(scope, position);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(fromCursor(scope, cursor)).toBe(position);
      if (other !== scope) expect(() => fromCursor(other, cursor)).toThrow('another query');
    }),
  );
});

it('is refused when anything in it is altered', () => {
  const cursor = toCursor('scope', '2026-11-24T07:00:00.000Z#abc');
  fc.assert(
    fc.property(
      fc.nat(cursor.length),
      fc.string({ unit: 'binary-ascii', maxLength: 3 }),
      fc.nat(2),
      (at, put, drop) => {
        const altered = cursor.slice(0, at) + put + cursor.slice(at + drop);
        fc.pre(altered !== cursor);
        expect(() => fromCursor('scope', altered)).toThrow('altered');
      },
    ),
    { numRuns: 1000 },
  );
});
