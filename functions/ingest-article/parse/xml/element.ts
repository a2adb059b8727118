import { singleSpaced } from '../../../../shared/article/clean-text.ts';

/** One element of a parsed document. Mixed content keeps its order; comments and processing instructions are left out. */
export interface Element {
  /** The local name. */
  name: string;
  /** The namespace URI, `''` for none. */
  namespace: string;
  /** By name as written: `guid`, `xml:lang`. */
  attributes: ReadonlyMap<string, string>;
  children: readonly (Element | string)[];
  /** The 1-based line on which its start tag ends. */
  line: number;
}

export const isElement = (node: Element | string): node is Element => typeof node !== 'string';

export const elementsIn = (parent: Element | undefined): Element[] => parent?.children.filter(isElement) ?? [];

/** The children of this name in the parent's own namespace, so that an extension's `x:headline` is not taken for one. */
export const childrenOf = (parent: Element | undefined, name: string): Element[] =>
  elementsIn(parent).filter((child) => child.name === name && child.namespace === parent?.namespace);

/** The first element on a path of child names, or undefined where a step is missing. */
export const childOf = (parent: Element | undefined, ...path: string[]): Element | undefined =>
  path.reduce<Element | undefined>((element, name) => childrenOf(element, name)[0], parent);

/** All elements below of this local name, in document order, whatever their namespace. */
export const descendantsOf = (parent: Element | undefined, name: string): Element[] =>
  elementsIn(parent).flatMap((child) => [...(child.name === name ? [child] : []), ...descendantsOf(child, name)]);

/** All text in an element as it is written. */
export const rawTextOf = (element: Element | undefined): string =>
  element?.children.map((child) => (isElement(child) ? rawTextOf(child) : child)).join('') ?? '';

/** The text of an element on one line; undefined where it is blank. */
export const textOf = (element: Element | undefined): string | undefined =>
  singleSpaced(rawTextOf(element)) || undefined;

/** An attribute that is not blank, trimmed. */
export const attributeOf = (element: Element | undefined, name: string): string | undefined =>
  element?.attributes.get(name)?.trim() || undefined;

/** Where an element stands, for people: `line 12 (headline)`. */
export const placeOf = (element: Element): string => `line ${element.line} (${element.name})`;
