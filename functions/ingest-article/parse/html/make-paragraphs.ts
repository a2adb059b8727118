import { around, isElement, type PageDocument, type PageElement, type PageNode } from './dom.ts';

/** Elements that stand in a line of their own. */
const BLOCKS = new Set(
  'address,article,aside,blockquote,center,details,dialog,div,dl,fieldset,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,main,nav,ol,p,pre,section,summary,table,ul'.split(
    ',',
  ),
);
/** Those of them that the allow-list takes away, so that what stands right in them needs paragraphs. */
const CONTAINERS =
  'address,article,aside,center,details,dialog,div,fieldset,footer,form,header,main,nav,section,summary';
const HOLD_NO_BLOCK = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'pre', 'dt', 'summary']);

/** Puts text that stands right in a container into paragraphs, so that it keeps apart when the container's tags are gone. */
export function makeParagraphs(root: PageElement, document: PageDocument): void {
  wrapIn(root, document);
  for (const container of root.querySelectorAll(CONTAINERS)) {
    if (!around(container, HOLD_NO_BLOCK)) wrapIn(container, document);
  }
}

/** Each run of what is no block becomes a paragraph; two line breaks part one run from the next. */
function wrapIn(container: PageElement, document: PageDocument): void {
  let run: PageNode[] = [];
  const end = (before: PageNode | null) => {
    const first = run.findIndex((node) => !isBreakOrSpace(node));
    const last = run.findLastIndex((node) => !isBreakOrSpace(node));
    run.forEach((node, i) => {
      if (isBreak(node) && (first < 0 || i < first || i > last)) node.remove();
    });
    if (first >= 0) {
      const paragraph = document.createElement('p');
      for (const node of run.slice(first, last + 1)) paragraph.appendChild(node);
      container.insertBefore(paragraph, before);
    }
    run = [];
  };
  for (const node of Array.from(container.childNodes)) {
    if (isElement(node) && isBlock(node)) end(node);
    else if (isBreak(node) && endsWithBreak(run)) {
      end(node);
      node.remove();
    } else run.push(node);
  }
  end(null);
}

const isBlock = (element: PageElement): boolean =>
  BLOCKS.has(element.localName) || Array.from(element.children).some(isBlock);

const isBreak = (node: PageNode | undefined): node is PageElement =>
  node !== undefined && isElement(node) && node.localName === 'br';

const isBreakOrSpace = (node: PageNode | undefined): boolean =>
  node !== undefined && (isElement(node) ? node.localName === 'br' : node.textContent.trim() === '');

const endsWithBreak = (run: readonly PageNode[]) =>
  isBreak(run.findLast((node) => isElement(node) || node.textContent.trim() !== ''));
