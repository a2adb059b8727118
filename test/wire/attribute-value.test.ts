import { describe, expect, test } from 'vitest';
import { type AttributeValue, sizeOf } from './attribute-value.ts';

describe('the size of an attribute value, by the Developer Guide', () => {
  const cases: [string, AttributeValue, number][] = [
    ['text: its UTF-8 bytes', { S: 'Tin tức' }, 9],
    ['an empty text', { S: '' }, 0],
    ['a number: one byte for two significant digits and one more', { N: '1234' }, 3],
    ['an odd number of digits rounds up', { N: '12345' }, 4],
    ['leading and trailing zeros do not count', { N: '0012.3400' }, 3],
    ['digits pair up from the decimal point', { N: '120.5' }, 4],
    ['and so they do in a fraction', { N: '0.001' }, 2],
    ['a round number', { N: '1000000' }, 2],
    ['zero', { N: '0' }, 1],
    ['a minus sign', { N: '-12' }, 3],
    ['an exponent is not a digit', { N: '1.5E+30' }, 3],
    ['nor is a negative one', { N: '15E-31' }, 3],
    ['a binary: its raw bytes, not the base64 of them', { B: 'AAECAw==' }, 4],
    ['a boolean', { BOOL: false }, 1],
    ['null', { NULL: true }, 1],
    ['an empty list', { L: [] }, 3],
    ['a list: 3, and 1 for each element', { L: [{ S: 'ab' }, { BOOL: true }] }, 3 + 3 + 2],
    ['an empty map', { M: {} }, 3],
    ['a map: 3, names, values, and 1 for each element', { M: { ab: { S: 'cde' } } }, 3 + 1 + 2 + 3],
    ['a map in a list', { L: [{ M: { a: { N: '7' } } }] }, 3 + 1 + (3 + 1 + 1 + 2)],
    ['a set of texts', { SS: ['a', 'bc'] }, 3],
    ['a set of numbers', { NS: ['1', '234'] }, 2 + 3],
    ['a set of binaries', { BS: ['AAE=', 'AA=='] }, 3],
  ];

  test.each(cases)('%s', (_, value, bytes) => {
    expect(sizeOf({ name: value })).toBe('name'.length + bytes);
  });

  test('names count in UTF-8 bytes too', () => {
    expect(sizeOf({ tựa: { S: '' }, b: { BOOL: true } })).toBe(5 + 2);
  });
});
