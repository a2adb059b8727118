import { singleSpaced } from '../../../../shared/article/clean-text.ts';
import type { Fields } from '../fields.ts';
import { namesInByline, withoutEnd } from '../wire/byline.ts';
import { statedFields } from '../wire/stated-fields.ts';
import { childrenOf, type Element, isElement, placeOf, rawTextOf, textOf } from '../xml/element.ts';

/**
 * The bylines of an article and its authors: `By JANE DOE<byttl>Staff Writer</byttl>` is the byline `JANE DOE, Staff Writer`,
 * and its author is `JANE DOE`.
 */
export function bylineFields(bylines: readonly Element[], language: string | undefined): Fields {
  const [first] = bylines;
  if (!first) return {};
  const parts = bylines.map((byline) => ({
    names: namesInByline(namesOf(byline), language),
    titles: titlesOf(byline),
    byline,
  }));
  const text = parts.map(({ names, titles }) => [names, ...titles].filter(Boolean).join(', ')).filter(Boolean);
  const authors = parts.flatMap(({ byline, names, titles }) => {
    const people = childrenOf(byline, 'person').flatMap((person) => textOf(person) ?? []);
    if (people.length > 0) return people;
    return titles.length > 0 && names ? names.split(/\s*[,;&]\s*|\s+(?:and|và)\s+/iu) : [];
  });
  // A title alone names no author, but there is nobody else to credit; without titles the byline itself is read for names.
  return statedFields(
    ['byline', text.join('; '), placeOf(first)],
    ['authors', authors.length > 0 ? authors : undefined, placeOf(first)],
  );
}

const titlesOf = (byline: Element) => childrenOf(byline, 'byttl').flatMap((title) => textOf(title) ?? []);

const namesOf = (byline: Element) => {
  const text = byline.children
    .map((child) => (isElement(child) ? (child.name === 'byttl' ? '' : rawTextOf(child)) : child))
    .join('');
  return withoutEnd(singleSpaced(text).replace(/^by:?\s+/i, ''), /[\s,;]/u);
};
