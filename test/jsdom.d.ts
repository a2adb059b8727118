/** As much of jsdom as the tests use: its own types need a browser's, which nothing else here does. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html?: string, options?: { url?: string; runScripts?: 'outside-only' });
    readonly window: BrowserWindow;
  }

  export interface BrowserWindow {
    readonly document: BrowserDocument;
    readonly DOMParser: new () => { parseFromString(html: string, type: 'text/html'): BrowserDocument };
    readonly NodeFilter: { SHOW_COMMENT: number; SHOW_CDATA_SECTION: number };
    close(): void;
    /** Runs a script in the window. */
    eval(script: string): unknown;
    readonly localStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
    readonly Event: new (type: string, init?: { bubbles?: boolean; cancelable?: boolean }) => object;
    fetch: (path: string, init?: RequestInit) => Promise<Response>;
    /** What DOMPurify asks of a window, without saying which. */
    readonly DocumentFragment: unknown;
    readonly HTMLTemplateElement: unknown;
    readonly Node: unknown;
    readonly Element: unknown;
    readonly NamedNodeMap: unknown;
    readonly HTMLFormElement: unknown;
  }

  export interface BrowserDocument {
    readonly body: BrowserElement;
    readonly activeElement: BrowserElement | null;
    querySelector(selectors: string): BrowserElement | null;
    querySelectorAll(selectors: string): Iterable<BrowserElement>;
    createTreeWalker(root: BrowserDocument, show: number): { nextNode(): object | null };
  }

  export interface BrowserElement {
    readonly localName: string;
    readonly namespaceURI: string;
    readonly textContent: string;
    readonly innerHTML: string;
    readonly attributes: Iterable<{ name: string; value: string }>;
    readonly hidden: boolean;
    readonly id: string;
    /** Of form fields. */
    value: string;
    click(): void;
    dispatchEvent(event: object): boolean;
    getAttribute(name: string): string | null;
    querySelector(selectors: string): BrowserElement | null;
    scrollIntoView: () => void;
  }
}
