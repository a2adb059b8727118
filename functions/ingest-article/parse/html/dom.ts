import { Element, Node, parseHTML } from 'linkedom';
import { quicken } from './quick-dom.ts';

/**
 * As much of the DOM as reading a page needs. The compiler's own DOM types are left out, since they would declare a browser's
 * globals for code that runs on Lambda.
 */
export interface PageElement {
  readonly nodeType: number;
  readonly localName: string;
  readonly parentNode: PageElement | null;
  readonly children: ArrayLike<PageElement>;
  readonly childNodes: ArrayLike<PageNode>;
  readonly lastChild: PageNode | null;
  textContent: string;
  innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  hasAttribute(name: string): boolean;
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  /** In the order of the document, and not live. */
  getElementsByTagName(name: string): PageElement[];
  appendChild(node: PageNode): unknown;
  insertBefore(node: PageNode, before: PageNode | null): unknown;
  remove(): void;
}

export interface PageText {
  readonly nodeType: number;
  textContent: string;
}

export type PageNode = PageElement | PageText;

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
  title: string;
  createElement(name: string): PageElement;
  createTextNode(text: string): PageText;
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  /** In the order of the document, and not live. */
  getElementsByTagName(name: string): PageElement[];
}

/**
 * linkedom gives each node, attributes too, a map of listeners in a weak map: half the memory of a DOM, and a quarter of the time that
 * a page takes. Nothing listens here, so its nodes are made without: `super()` in `Node` calls what is the class's prototype then.
 */
Object.setPrototypeOf(Node.prototype.constructor, class WithoutEvents {});
/** What a style hides is left out while a page is built, and a style object for each element would be for nothing. */
Object.defineProperty(Element.prototype, 'style', { value: undefined });
quicken();

/** A page with nothing in it, of a DOM that neither loads nor runs anything. */
export const emptyPage = (): PageDocument =>
  parseHTML('<!doctype html><html><head></head><body></body></html>').document;

export const isElement = (node: PageNode): node is PageElement => node.nodeType === 1;

/** The nearest element around this one of such a name. Selectors would be compiled anew at each step. */
export function around(element: PageElement, names: ReadonlySet<string>): PageElement | undefined {
  for (let at = element.parentNode; at; at = at.parentNode) if (names.has(at.localName)) return at;
  return undefined;
}
