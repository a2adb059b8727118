import { Parser } from 'htmlparser2';
import { checkLimits, type Limit } from '../complexity.ts';
import { emptyPage, isElement, type PageDocument, type PageElement } from './dom.ts';
import { PageBounds } from './page-bounds.ts';

/** An upload as a DOM. */
export interface Page {
  document: PageDocument;
  /** It has a document's own tags or its type: else it is a piece of HTML that a desk wrote. */
  isWhole: boolean;
}

/** What says nothing to a reader, as everything hidden, or would only make the DOM larger: it goes before anything is built of it. */
const SKIPPED = new Set('script,style,svg,math,template,canvas,object,applet,frameset'.split(','));
const HIDING = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const EDGES = new Set(
  'address,article,aside,blockquote,body,caption,center,dd,div,dl,dt,fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,head,header,hr,html,li,link,main,meta,nav,ol,p,script,section,table,tbody,td,tfoot,th,thead,title,tr,ul'.split(
    ',',
  ),
);
const LONGEST_VALUE = 20_000;
/** Of one JSON-LD script, in characters: many times what an article's has, its text included. */
const LONGEST_DATA = 500_000;
const IN_HEAD = new Set(['title', 'meta', 'link', 'base', 'script']);

/**
 * Builds the DOM of a page or a piece of HTML: elements and their text, JSON-LD, and no other script, style or comment. Nothing is
 * evaluated, loaded or expanded. Tags may be missing, as HTML allows. Throws `UploadRefused` (`too-complex`) as soon as there
 * is more of it than any article's page has, before the rest is read.
 */
export function openPage(text: string): Page {
  checkLimits(text, ENDS);
  const builder = new Builder();
  const parser: Parser = new Parser(
    {
      onprocessinginstruction: (name) => builder.instruction(name),
      oncomment: () => builder.bounds.skipped(),
      onopentag: (name, attributes) => builder.open(name, attributes),
      onattribute: () => builder.bounds.attribute(),
      ontext: (data) => builder.text(data),
      onclosetag: () => builder.close(),
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  // In pieces, so that a refusal comes before all of a large upload has been scanned.
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE));
  parser.end();
  return builder.finish();
}

const PIECE = 65_536;

/** The parser looks for the beginning of each among all open elements, and says nothing of those that have none. */
const ENDS: readonly Limit[] = [{ sign: /<\//g, most: 100_000, what: 'end tags' }];

class Builder {
  readonly bounds = new PageBounds();
  readonly #document = emptyPage();
  /** Where the next node goes. Undefined entries are open elements that are not built, or that were there already. */
  readonly #open: (PageElement | undefined)[] = [];
  #into: PageElement = this.#document.head;
  #text: string[] = [];
  /** The number of open elements at which the one that is skipped began. */
  #skippedAt: number | undefined;
  #isWhole = false;

  instruction(name: string): void {
    this.bounds.skipped();
    if (/^!doctype$/i.test(name)) this.#isWhole = true;
  }

  open(name: string, attributes: Record<string, string>): void {
    this.bounds.open();
    this.#open.push(undefined);
    if (this.#skippedAt === undefined && isSkipped(name, attributes)) this.#skippedAt = this.#open.length;
    if (this.#skippedAt !== undefined) {
      this.bounds.skipped();
      return;
    }
    this.bounds.element(name);
    this.#flush();
    if (name === 'html' || name === 'head' || name === 'body') {
      this.#isWhole = true;
      const known = name === 'html' ? this.#document.documentElement : this.#document[name];
      for (const [key, value] of Object.entries(attributes)) if (!known.hasAttribute(key)) this.#set(known, key, value);
      if (name === 'body') this.#into = known;
      return;
    }
    if (name === 'title') this.#isWhole = true;
    if (this.#into === this.#document.head && !IN_HEAD.has(name)) this.#into = this.#document.body;
    const element = this.#document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) this.#set(element, key, value);
    this.#into.appendChild(element);
    this.#open[this.#open.length - 1] = element;
    this.#into = element;
  }

  text(data: string): void {
    if (this.#skippedAt !== undefined) return;
    this.bounds.text(data.length);
    this.#text.push(data);
  }

  close(): void {
    if (this.#skippedAt === undefined) this.#flush();
    else if (this.#open.length === this.#skippedAt) this.#skippedAt = undefined;
    this.bounds.close();
    const element = this.#open.pop();
    if (element?.parentNode) this.#into = element.parentNode;
  }

  #set(element: PageElement, name: string, value: string): void {
    if (!isKept(name, value)) return;
    this.bounds.value(name, value.length);
    element.setAttribute(name, value);
  }

  finish(): Page {
    this.#flush();
    const title = this.#document.querySelector('title')?.textContent;
    if (this.#document.title === '' && title) this.#document.title = title;
    return { document: this.#document, isWhole: this.#isWhole };
  }

  /** The parser gives a text in as many parts as it has references; the DOM gets one node. */
  #flush(): void {
    if (this.#text.length === 0) return;
    const text = this.#text.join('');
    this.#text = [];
    if (this.#into.localName === 'script' && text.length > LONGEST_DATA) return;
    const isSpace = text.trim() === '';
    if (isSpace && isAtEdge(this.#into)) return;
    if (this.#into === this.#document.head) {
      if (isSpace) return;
      this.#into = this.#document.body;
    }
    this.#into.appendChild(this.#document.createTextNode(text));
  }
}

/** White space right behind a block's tag lays the source out, and shows nowhere. It is a third of the nodes of most pages. */
function isAtEdge(into: PageElement): boolean {
  const last = into.lastChild;
  if (last === null) return EDGES.has(into.localName);
  return isElement(last) && EDGES.has(last.localName);
}

function isSkipped(name: string, { hidden, style = '', type = '', rel = '' }: Record<string, string>): boolean {
  if (name === 'script') return !/^\s*application\/ld\+json/i.test(type);
  if (name === 'link') return !/canonical|license/i.test(rel);
  // A whole page may be hidden until its script has run.
  if (name === 'html' || name === 'body') return false;
  return SKIPPED.has(name) || hidden !== undefined || HIDING.test(style);
}

/** Without handlers, styles, names that are none, and values that are too long for anything but a picture within the page. */
const isKept = (name: string, value: string): boolean =>
  /^[a-z][a-z0-9:._-]*$/.test(name) && !name.startsWith('on') && name !== 'style' && value.length <= LONGEST_VALUE;
