import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../../../functions/ingest-article/parse/detect-language.ts';
import { documentOf } from './parsing.ts';
import { SNIPPETS } from './snippets.ts';

const textIn = (language: string) => SNIPPETS.find(([of]) => of === language)?.[1] ?? '';

test.each(SNIPPETS)('%s is known by 200 characters: %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

test.each(SNIPPETS)('%s is what it is at a stage in another language, and after it: %s', (language, text) => {
  const body = Array.from({ length: 12 }, () => `<p>${text}</p>`).join('');
  for (const defaultLanguage of ['en', 'vi', 'pt']) {
    const document = documentOf(body, { settings: { defaultLanguage } });
    expect(document).toMatchObject({ language, languageSource: 'derived' });
  }
});

describe('a text that does not tell', () => {
  test.each([
    ['a few letters', 'Bridge closed.'],
    ['a name', 'Jane Doe, John Roe'],
    ['digits', '1 234 567 890 '.repeat(20)],
    ['two languages in turn', `${textIn('en')}\n\n${textIn('fr')}\n\n`.repeat(2)],
    ['English and Vietnamese in turn', `${textIn('en')}\n\n${textIn('vi')}\n\n`.repeat(2)],
    ['two scripts in turn', `${textIn('ru')}\n\n${textIn('he')}\n\n`.repeat(2)],
    ['dummy text', `Lorem ipsum dolor sit amet, consectetur adipiscing elit. ${textIn('en')}`],
  ])('%s: the stage’s own language, and it says so', (_, text) => {
    const document = documentOf(text, { settings: { defaultLanguage: 'pt' } });
    expect(document).toMatchObject({ language: 'pt', languageSource: 'default' });
  });
});

test('words of a snippet are hardly ever taken for another language', () => {
  const pieces = SNIPPETS.flatMap(([language, text]) => {
    const words = text.split(' ');
    return [4, 8, 16].flatMap((length) =>
      Array.from({ length: Math.floor(words.length / length) }, (_, i) => ({
        language,
        piece: words.slice(i * length, (i + 1) * length).join(' '),
      })),
    );
  });
  const wrong = pieces.filter(({ language, piece }) => ![language, undefined].includes(detectLanguage(piece)));
  expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(pieces.length * 0.01);
});
