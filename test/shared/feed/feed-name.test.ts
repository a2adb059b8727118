import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedName, languageRanges, subjectName } from '../../../shared/feed/feed-name.ts';

describe('what a tag or an author is called in a feed id', () => {
  it.each([
    ['Thời sự', 'thoi-su'],
    ['Linh Trần', 'linh-tran'],
    ['R&D', 'r-and-d'],
    ['#harbour', 'harbour'],
    ['50%', '50'],
    ['⚽ Football', 'football'],
    ['Россия', 'rossiya'],
    ['iPhone', 'iphone'],
    ['Sean McDonald', 'sean-mcdonald'],
  ])('%s is %s', (name, id) => {
    expect(subjectName(name)).toBe(id);
  });

  it('is a hash where no letter of it can be written in ASCII', () => {
    for (const name of ['人工智能', '한국', 'हिन्दी', '🎉', '⚽']) expect(subjectName(name)).toMatch(/^[a-z2-7]{16}$/);
  });

  it('tells names apart by a hash where ASCII would not', () => {
    const names = [
      'C',
      'C++',
      'C#',
      'AI',
      'AI 人工智能',
      'AI 한국',
      '18',
      '18+',
      '⚽',
      '🎉',
      'x'.repeat(500),
      'x'.repeat(499),
    ];
    expect(new Set(names.map(subjectName)).size).toBe(names.length);
    expect(subjectName('C++')).toMatch(/^c-[a-z2-7]{16}$/);
    expect(subjectName('AI 人工智能')).toMatch(/^ai-[a-z2-7]{16}$/);
  });

  const awkward = fc.constantFrom(...Array.from('aB1 -+#ắÉŁİßⅣ人한ก🎉'));
  const names = fc
    .array(fc.oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), {
      minLength: 1,
      maxLength: 80,
    })
    .map((characters) => characters.join(''));

  it('is NFC and NFD, capitals and small letters alike', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(subjectName(name.normalize('NFD'))).toBe(subjectName(name.normalize('NFC')));
      }),
    );
    expect(subjectName('C++ VÀ ĐỜI')).toBe(subjectName('c++ và đời'));
    expect(subjectName('人工智能 AI')).toBe(subjectName('人工智能 ai'));
  });

  it('is at most 60 characters that mean nothing in a path or a key, never empty, and its own name', () => {
    fc.assert(
      fc.property(names, (name) => {
        const id = subjectName(name);
        expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(id.length).toBeLessThanOrEqual(60);
        expect(subjectName(id)).toBe(id);
      }),
    );
  });
});

describe('the name of a section or a slug', () => {
  it('may be empty', () => {
    expect(feedName('人工智能')).toBe('');
  });
});

describe('what a language is found under', () => {
  it.each([
    ['en', ['en']],
    ['en-GB', ['en-gb', 'en']],
    ['zh-Hant-TW', ['zh-hant-tw', 'zh-hant', 'zh']],
    ['sl-rozaj-biske', ['sl-rozaj-biske', 'sl-rozaj', 'sl']],
    ['en-US-u-ca-gregory', ['en-us', 'en']],
    ['vi-x-anything', ['vi']],
    [
      `en-${Array.from({ length: 500 }, (_, i) => `var${String(i).padStart(3, '0')}`).join('-')}`,
      ['en-var000-var001-var002-var003', 'en-var000-var001-var002', 'en-var000-var001', 'en-var000', 'en'],
    ],
  ])('%s', (language, ranges) => {
    expect(languageRanges(language)).toEqual(ranges);
  });
});
