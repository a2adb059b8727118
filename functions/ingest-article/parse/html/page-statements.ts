import { oneLine } from '../../../../shared/article/clean-text.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { type JsonLd, readJsonLd, textsOf } from './json-ld.ts';

/** Of one place. No page repeats a statement as often. */
const MOST_VALUES = 500;

/**
 * What a page says of itself, each value under the name of its place: `ld.headline` (JSON-LD), `og:title` and `description` (`meta`,
 * lower case; Dublin Core always as `dc.…`), `link.canonical`, `html.lang`, `time.published`, and `text.credit` for a line of the text.
 */
export class PageStatements {
  readonly #values = new Map<string, string[]>();

  add(place: string, ...values: string[]): void {
    for (const text of values.map(oneLine)) {
      const before = this.#values.get(place);
      if (text === '' || before?.length === MOST_VALUES) continue;
      if (before) before.push(text);
      else this.#values.set(place, [text]);
    }
  }

  has(place: string): boolean {
    return this.#values.has(place);
  }

  get(place: string): readonly string[] {
    return this.#values.get(place) ?? [];
  }

  entries(): Iterable<[string, string[]]> {
    return this.#values.entries();
  }
}

/** Metadata of a whole page. Reads only what stands in its head or is marked as metadata, wherever that is. */
export function readStatements(document: PageDocument): { said: PageStatements; jsonLd: JsonLd } {
  const said = new PageStatements();
  const jsonLd = readJsonLd(document.getElementsByTagName('script').map((script) => script.textContent));
  for (const name of Object.keys(jsonLd.article ?? {})) {
    said.add(`ld.${name}`, ...textsOf(jsonLd.article?.[name], jsonLd));
  }
  for (const meta of document.getElementsByTagName('meta')) {
    for (const name of namesOf(meta)) said.add(name, meta.getAttribute('content') ?? '');
  }
  for (const link of document.getElementsByTagName('link')) {
    for (const rel of words(link, 'rel')) {
      if (rel === 'canonical' || rel === 'license') said.add(`link.${rel}`, link.getAttribute('href') ?? '');
    }
  }
  for (const time of document.getElementsByTagName('time')) {
    const meaning = meaningOf(time);
    if (meaning) said.add(`time.${meaning}`, time.getAttribute('datetime') ?? time.textContent);
  }
  const { documentElement: html, body } = document;
  const lang = (element: PageElement) => element.getAttribute('lang') ?? element.getAttribute('xml:lang') ?? '';
  said.add('html.lang', lang(html), lang(body));
  return { said, jsonLd };
}

/** `article:author` is OpenGraph's, `DC.creator` and `dcterms:creator` one and the same. */
function namesOf(meta: PageElement): string[] {
  const equivalent = meta.getAttribute('http-equiv')?.toLowerCase() === 'content-language' ? ['content-language'] : [];
  const names = new Set([
    ...words(meta, 'property'),
    ...words(meta, 'name'),
    ...words(meta, 'itemprop'),
    ...equivalent,
  ]);
  return [...names].map((name) => name.replace(/^dc(?:terms)?[.:]/, 'dc.'));
}

const words = (element: PageElement, name: string): string[] =>
  (element.getAttribute(name) ?? '').toLowerCase().split(/\s+/).filter(Boolean);

/** Only a time that is marked as the article's: any other may be of what the article is about, and lie in the future. */
function meaningOf(time: PageElement): 'published' | 'modified' | undefined {
  const marks = [...words(time, 'itemprop'), ...words(time, 'class')];
  if (marks.some((mark) => mark === 'datemodified' || mark === 'updated')) return 'modified';
  const isPublished = ['datepublished', 'published', 'entry-date', 'dt-published'].some((mark) => marks.includes(mark));
  return isPublished || time.hasAttribute('pubdate') ? 'published' : undefined;
}
