import { attributeOf, childrenOf, type Element, textOf } from '../xml/element.ts';

/** What a concept is called in this language, else in any. */
export function conceptName(concept: Element | undefined, language: string | undefined): string | undefined {
  const names = childrenOf(concept, 'name');
  return textOf(inLanguage(names, language) ?? names[0]);
}

/** What a concept is called, else its `literal`, which is an identifier that people may be able to read. */
export const nameOf = (concept: Element | undefined, language: string | undefined): string | undefined =>
  conceptName(concept, language) ?? attributeOf(concept, 'literal');

/** The first element that is in this language, or that names none. */
export const inLanguage = (elements: readonly Element[], language: string | undefined): Element | undefined =>
  elements.find((element) => isPrimary(attributeOf(element, 'xml:lang'), language)) ??
  elements.find((element) => attributeOf(element, 'xml:lang') === undefined);

const isPrimary = (tag: string | undefined, language: string | undefined) =>
  tag !== undefined && language !== undefined && primary(tag) === primary(language);

const primary = (tag: string) => tag.toLowerCase().split(/[-_]/)[0];

/** The last word of an element's role: `subheadline` of `hld:subHeadline`. */
export const roleOf = (element: Element): string | undefined =>
  attributeOf(element, 'role')
    ?.replace(/^.*[:/#]/, '')
    .toLowerCase();
