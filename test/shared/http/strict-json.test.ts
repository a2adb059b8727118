import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Problem } from '../../../shared/http/problem.ts';
import { parseStrictJson } from '../../../shared/http/strict-json.ts';

it('reads what JSON.parse reads, wherever that is not ambiguous', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      fc.pre(!text.includes('"__proto__":') && !/\d{16}|e\+/.test(text));
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

it('refuses every other text with a problem', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0e1\\u a-+.') }), (text) => {
      try {
        parseStrictJson(text);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        expect(error).toMatchObject({ status: 400 });
      }
    }),
    { numRuns: 2000 },
  );
});
