import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../../../functions/ingest-article/parse/ninjs/read-json.ts';
import { UploadRefused } from '../../../../../functions/ingest-article/parse/upload-refused.ts';

function refusedBy(json: string) {
  try {
    readJson(json);
  } catch (error) {
    if (error instanceof UploadRefused) return error.refusal;
    throw error;
  }
  throw new Error('Not refused');
}

describe('what is read', () => {
  test('what JSON.parse reads, alike', () => {
    const json = fc.jsonValue({ maxDepth: 6 }).filter((value) => !/__proto__/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('what JSON.parse refuses is refused', () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ntrue01-.e \n'), maxLength: 12 });
    fc.assert(
      fc.property(text, (json) => {
        let isJson = true;
        try {
          JSON.parse(json);
        } catch {
          isJson = false;
        }
        fc.pre(!isJson);
        expect(['json-invalid', 'too-complex']).toContain(refusedBy(json).code);
      }),
      { numRuns: 2000 },
    );
  });

  test('escapes', () => {
    expect(readJson('"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e0\\ud83c\\udf09"')).toBe('a"\\/\b\f\n\r\tà🌉');
  });

  test.each([
    ['1e999', '1e999'],
    ['12345678901234567890', '12345678901234567890'],
    ['-1.50', -1.5],
    ['0.1', 0.1],
  ])('%s stays what it is', (text, value) => {
    expect(readJson(text)).toBe(value);
  });
});

test.each([
  ['a name twice', '{"a": 1,\n "a": 2}', 'json-invalid', 'line 2, column 2'],
  ['a name twice by an escape', '{"a": 1, "\\u0061": 2}', 'json-invalid', 'line 1, column 10'],
  ['__proto__', '{"__proto__": {"a": 1}}', 'json-invalid', 'line 1, column 2'],
  ['a cut end', '{"a": "b', 'json-invalid', 'line 1, column 9'],
  ['a comma too many', '{"a": 1,}', 'json-invalid', 'line 1, column 9'],
  ['something behind it', '{} {}', 'json-invalid', 'line 1, column 4'],
  ['a line break in a string', '{"a": "b\nc"}', 'json-invalid', 'line 1, column 9'],
  ['lists in lists', '['.repeat(100_000), 'too-complex', 'line 1, column 42'],
  ['maps in maps', '{"a":'.repeat(100_000), 'too-complex', 'line 1, column 206'],
  ['too many values', `[${'1,'.repeat(200_000)}1]`, 'too-complex', 'line 1, column 30000'],
])('%s is refused', (_, json, code, at) => {
  const refusal = refusedBy(json);
  expect([refusal.code, refusal.at]).toEqual([code, at]);
});
