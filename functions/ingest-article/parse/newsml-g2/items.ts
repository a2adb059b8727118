import { attributeOf, childOf, childrenOf, descendantsOf, type Element, elementsIn } from '../xml/element.ts';

/** The roots that NewsML-G2 2.x knows, and the part of an item that a text can come in by itself. */
export const ROOTS = new Set([
  ...['newsMessage', 'newsItem', 'packageItem', 'conceptItem', 'knowledgeItem', 'planningItem', 'catalogItem'],
  ...['contentSet', 'contentMeta'],
]);

/** The items of a document: those of a `newsMessage`, or the one that it is. */
export function itemsOf(root: Element): Element[] {
  if (root.name !== 'newsMessage') return [root];
  return childrenOf(root, 'itemSet').flatMap((set) => elementsIn(set).filter(({ name }) => ROOTS.has(name)));
}

/** The content of a news item: `contentSet`, or the root itself where that is all there is. */
export const contentSetOf = (item: Element): Element | undefined =>
  item.name === 'contentSet' ? item : childOf(item, 'contentSet');

/** A concept's identifier: `stat:usable`, or the part after the last slash of its URI under the same scheme's name. */
export function codeOf(element: Element | undefined): string | undefined {
  const qcode = attributeOf(element, 'qcode');
  if (qcode !== undefined) return qcode;
  return attributeOf(element, 'uri') ?? attributeOf(element, 'literal');
}

/** The code without its scheme: `usable` of `stat:usable` and of `http://cv.iptc.org/newscodes/pubstatusg2/usable`. */
export const localCode = (element: Element | undefined): string | undefined =>
  codeOf(element)
    ?.replace(/^.*[:/#]/, '')
    .toLowerCase();

/** The names that the item's own assertions give to codes. */
export function assertedNames(item: Element): ReadonlyMap<string, Element> {
  const names = new Map<string, Element>();
  for (const assertion of childrenOf(item, 'assert')) {
    const code = codeOf(assertion);
    if (code !== undefined && !names.has(code)) names.set(code, assertion);
  }
  return names;
}

/** The guids that an item links to. */
export const linksOf = (item: Element): string[] =>
  childrenOf(childOf(item, 'itemMeta'), 'link').flatMap((link) => attributeOf(link, 'residref') ?? []);

/** All remote content below an item: pictures, mostly. */
export const remoteContentIn = (item: Element): Element[] => descendantsOf(contentSetOf(item), 'remoteContent');
