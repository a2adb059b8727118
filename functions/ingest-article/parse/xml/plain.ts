import { attributeOf, type Element, elementsIn, isElement, textOf } from './element.ts';

/** The text of an element, or its attributes, text and children by name (lists, as a name may come again). */
export type Plain = string | { [name: string]: string | Plain[] };

/** An element as plain JSON, for what an article's model has no field for. Undefined where it says nothing at all. */
export function plainOf(element: Element, skipped: ReadonlySet<string> = new Set()): Plain | undefined {
  const attributes = [...element.attributes].filter(([name]) => !/^(?:xmlns|xsi:)/.test(name));
  const children = elementsIn(element).filter(({ name }) => !skipped.has(name));
  const text = elementsIn(element).length === 0 ? textOf(element) : ownTextOf(element);
  if (attributes.length === 0 && children.length === 0) return text;
  const groups = Map.groupBy(children, ({ name }) => name);
  const lists = [...groups]
    .map(([name, group]) => [name, plainsOf(group)] as const)
    .filter(([, list]) => list.length > 0);
  const entries = [
    ...attributes.flatMap(([name]): [string, string][] => {
      const value = attributeOf(element, name);
      return value === undefined ? [] : [[`@${name}`, value]];
    }),
    ...(text === undefined ? [] : [['text', text] as const]),
    ...lists,
  ];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Several elements as plain JSON, without those that say nothing. */
export const plainsOf = (elements: readonly Element[], skipped?: ReadonlySet<string>): Plain[] =>
  elements.map((element) => plainOf(element, skipped)).filter((plain) => plain !== undefined);

const ownTextOf = (element: Element) =>
  element.children
    .filter((child) => !isElement(child))
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim() || undefined;
