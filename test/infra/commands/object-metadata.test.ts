import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectMetadata } from '../../../infra/commands/upload/object-metadata.ts';

/** Encoded words as RFC 2047 has them, decoded independently: the white space between two of them is none. */
const decoded = (value: string) =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, 'base64').toString());

test('leaves out what is not given, and ASCII as it is', () => {
  expect(objectMetadata({ section: 'world', headline: undefined })).toEqual({ section: 'world' });
});

test('any text comes through, in ASCII and in words of at most 75 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { headline = '' } = objectMetadata({ headline: text });
      expect(headline).toMatch(/^[\x20-\x7e]*$/);
      expect(decoded(headline)).toBe(text);
      if (headline !== text) for (const word of headline.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
    }),
  );
});

test('what looks like an encoded word is not taken for one', () => {
  const { headline = '' } = objectMetadata({ headline: '=?UTF-8?B?QQ==?=' });
  expect(decoded(headline)).toBe('=?UTF-8?B?QQ==?=');
});
