import { existsSync, readdirSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { detectLanguage } from '../../../../../functions/ingest-article/parse/detect-language.ts';
import { CORPORA, corpusFile, outcomeOf, printTable, skipNotice } from '../corpora.ts';
import { parse } from '../parsing.ts';

const FOLDER = `${CORPORA}html/`;
const cases = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
if (cases.length === 0) console.warn(`Skipped: ${skipNotice}`);

const expectedMetadata = z.object({ title: z.string().nullable() });

const text = (path: string) => new TextDecoder().decode(corpusFile(path));

/** The pages of another parser's tests, with the title and the text that it finds in them. */
describe.skipIf(cases.length === 0)('the corpus of pages', () => {
  const results = cases.map((name) => {
    const parsed = parse(corpusFile(`html/${name}/source.html`), { key: `${name}.html` });
    const expected = {
      title: expectedMetadata.parse(JSON.parse(text(`html/${name}/expected-metadata.json`))).title ?? '',
      text: new JSDOM(text(`html/${name}/expected.html`)).window.document.body.textContent,
    };
    return { name, parsed, expected };
  });

  test('comes to articles, every one of them', () => {
    printTable(results.map(({ name, parsed }) => ({ file: `html/${name}`, ...outcomeOf(parsed) })));
    expect(results.filter(({ parsed }) => !parsed.ok).map(({ name }) => name)).toEqual([]);
  });

  test('is in the languages that a person reads there, whatever the pages declare', () => {
    const detected = results.map(({ name, parsed }) => [
      name,
      parsed.ok ? detectLanguage(parsed.document.bodyText) : undefined,
    ]);
    expect(Object.fromEntries(detected)).toEqual(Object.fromEntries(cases.map((name) => [name, languageOf(name)])));
  });

  test('has the text that is expected, by nearly all of its words, in at least 95% of the pages', () => {
    const wrong = results.filter(({ parsed, expected }) => {
      const found = parsed.ok ? parsed.document.bodyText : '';
      return likeness(wordsOf(found), wordsOf(expected.text)) < 0.98;
    });
    expect(wrong.length, wrong.map(({ name }) => name).join()).toBeLessThanOrEqual(cases.length * 0.05);
  });

  test('has the title that is expected in at least 95% of the pages, and a headline of its text where none is', () => {
    const wrong = results.filter(({ parsed, expected }) => {
      if (!parsed.ok) return true;
      const { headline, headlineSource } = parsed.document;
      return expected.title === ''
        ? headlineSource !== 'derived'
        : headline !== expected.title.replace(/\s+/gu, ' ').trim();
    });
    expect(wrong.length, wrong.map(({ name }) => name).join()).toBeLessThanOrEqual(cases.length * 0.05);
  });
});

/** Dummy text is in no language, and one page has only a word. */
const DUMMIES =
  /^(?:005-unescape|base-url|comment-inside|dev418|invalid-attributes|remove-extra-brs|rtl-|style-tags-removal)/;
const LANGUAGES: Record<string, string> = { heise: 'de', hukumusume: 'ja', 'la-nacion': 'es' };
const languageOf = (name: string) => (DUMMIES.test(name) ? undefined : (LANGUAGES[name] ?? 'en'));

const wordsOf = (of: string): string[] =>
  of
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Dice's coefficient of two texts as bags of words: 1 for the same words as often, 0 for no word in common. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left > 0) common++;
    counts.set(word, left - 1);
  }
  return a.length + b.length === 0 ? 1 : (2 * common) / (a.length + b.length);
}
