import { Readability } from '@mozilla/readability';
import { Element, parseHTML, Text } from 'linkedom';

/**
 * What Readability asks of a DOM most, so that linkedom and it answer without doing the same work again: on a page of thousands
 * of elements that is half of all. Names of elements are in lowercase here, as the parser makes them so.
 */
export function quicken(): void {
  // Documents have it too.
  const parentNode = Object.getPrototypeOf(Element.prototype);
  define(parentNode, 'querySelectorAll', querySelectorAll);
  define(parentNode, 'getElementsByTagName', elementsNamed);
  Object.defineProperty(Element.prototype, 'tagName', { get: tagName, configurable: true });
  Object.defineProperty(Element.prototype, 'className', {
    ...Object.getOwnPropertyDescriptor(Element.prototype, 'className'),
    get: className,
  });
  define(Readability.prototype, '_getInnerText', innerText);
  for (const prototype of [Element.prototype, Object.getPrototypeOf(Text.prototype)]) {
    for (const name of ['insertBefore', 'remove']) if (name in prototype) countChanges(prototype, name);
  }
}

interface Linked {
  nodeType: number;
  localName: string;
  textContent: string;
  getAttributeNode(name: string): { value: string } | null;
  [link: symbol]: Linked | undefined;
}

const ELEMENT = 1;
const define = (prototype: object, name: string, value: unknown) =>
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true });

/** How linkedom links its nodes: each has the next one of the document, and each element its own end. */
const linkOf = (name: string): symbol => {
  const { body } = parseHTML('<body></body>').document;
  const link = Object.getOwnPropertySymbols(body).find(({ description }) => description === name);
  if (link === undefined) throw new Error(`linkedom has no ${name} in its nodes`);
  return link;
};
const [NEXT, END] = [linkOf('next'), linkOf('end')];

const queryAll = Element.prototype.querySelectorAll;
const NAMES = /^[A-Za-z0-9]+(?:,[A-Za-z0-9]+)*$/;

/** A list of names alone needs no selector compiled for it. */
function querySelectorAll(this: Linked, selectors: string): unknown {
  if (!NAMES.test(selectors)) return queryAll.call(this, selectors);
  const names = new Set(selectors.toLowerCase().split(','));
  return elementsIn(this, (name) => names.has(name));
}

const upperCase = new Map<string, string>();
/** A page may make up as many as it likes. */
const MOST_NAMES = 500;

function tagName(this: Linked): string {
  const name = upperCase.get(this.localName) ?? this.localName.toUpperCase();
  if (upperCase.size < MOST_NAMES) upperCase.set(this.localName, name);
  return name;
}

/** Without a list of the classes, which each element would keep. */
function className(this: Linked): string {
  return this.getAttributeNode('class')?.value ?? '';
}

function elementsNamed(this: Linked, tagName: string): Linked[] {
  const wanted = tagName.toLowerCase();
  return elementsIn(this, (name) => name === wanted);
}

function elementsIn(root: Linked, isWanted: (name: string) => boolean): Linked[] {
  const found: Linked[] = [];
  const end = root[END];
  for (let node = root[NEXT]; node && node !== end; node = node[NEXT]) {
    if (node.nodeType === ELEMENT && isWanted(node.localName)) found.push(node);
  }
  return found;
}

/** Texts of elements since the last change: Readability asks for that of an element, of all around it, and again. */
const texts = new Map<Linked, { trimmed: string; spaced: string }>();

/** A page that nobody reads any more need not be kept for its texts. */
export const forgetTexts = (): void => texts.clear();

function innerText(element: Linked, normalizeSpaces = true): string {
  let text = texts.get(element);
  if (!text) {
    const trimmed = element.textContent.trim();
    text = { trimmed, spaced: trimmed.replace(/\s{2,}/g, ' ') };
    texts.set(element, text);
  }
  return normalizeSpaces ? text.spaced : text.trimmed;
}

function countChanges(prototype: Record<string, unknown>, name: string): void {
  const change = prototype[name];
  if (typeof change !== 'function') throw new Error(`linkedom has no ${name}`);
  define(prototype, name, function (this: unknown, ...nodes: unknown[]) {
    if (texts.size > 0) texts.clear();
    return change.apply(this, nodes);
  });
}
