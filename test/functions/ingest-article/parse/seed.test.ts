import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentOf } from './parsing.ts';

const SEEDS = new URL('../../../../../shared/seeds/', import.meta.url);
const seed = existsSync(SEEDS) ? readdirSync(SEEDS).find((name) => name.endsWith('.txt')) : undefined;
if (seed === undefined) console.warn(`Skipped: there is no seed in ${SEEDS.pathname}`);

describe.skipIf(seed === undefined)('the first real article', () => {
  const document = () => documentOf(readFileSync(new URL(seed ?? '', SEEDS)), { key: seed ?? '' });

  test('says where it is from, at its end', () => {
    expect(document()).toMatchObject({
      credit: 'Reuters',
      canonicalSource: 'https://hanoimoi.vn/anh-va-ba-lan-ky-hiep-uoc-quoc-phong-va-an-ninh-moi-972297.html',
      language: 'en',
      languageSource: 'derived',
      pubStatus: 'usable',
      extras: {},
    });
  });

  test('has its seven paragraphs and nothing else for a body', () => {
    const { bodyText, bodyHtml, wordCount, readingMinutes } = document();
    expect(bodyHtml.match(/<p>/g)).toHaveLength(7);
    expect(bodyText).toMatch(/^The treaty will be signed in London .* its own security\.$/s);
    expect(bodyText).toContain('According to the British government , the agreement');
    expect(bodyText).not.toMatch(/According to Reuters|Source:|Comment/);
    expect([wordCount, readingMinutes]).toEqual([314, 2]);
  });

  test('gets a headline from its text, and a slug with the id of its source', () => {
    expect(document()).toMatchObject({
      headline: 'The treaty will be signed in London during a meeting between Polish Prime Minister Donald Tusk…',
      headlineSource: 'derived',
      slug: 'the-treaty-will-be-signed-in-london-during-a-meeting-between-polish-prime-972297',
    });
  });
});
