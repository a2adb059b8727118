import { oneLine } from '../../../../shared/article/clean-text.ts';
import { takeDateline } from '../plain-text/dateline.ts';
import { takeTrailer } from '../trailer.ts';
import { isElement, type PageElement, type PageText } from './dom.ts';
import type { PageStatements } from './page-statements.ts';

const LINES = new Set([
  'p',
  'li',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'blockquote',
  'td',
  'dd',
  'dt',
  'figcaption',
]);

/**
 * Takes credit and source lines, comment counters and the dateline out of an article's text, by the rules of plain text (ADR
 * 0020), where one of them is all that a paragraph says. What they say stands in `said` as `text.…`.
 */
export function takeTextLines(root: PageElement, said: PageStatements): void {
  const lines = linesIn(root).map((block, i) => ({ text: oneLine(block.textContent), number: i + 1, block }));
  const { lines: kept, fields, unused } = takeTrailer(lines);
  const isKept = new Set(kept.map(({ number }) => number));
  for (const { number, block } of lines) if (!isKept.has(number)) block.remove();
  for (const [name, stated] of Object.entries(fields)) said.add(`text.${name}`, ...stated.values);
  said.add('text.unused', ...unused);
  takeDatelineOf(root.querySelector('p'), said);
}

/** The innermost elements that stand in lines of their own, in their order. */
function linesIn(element: PageElement): PageElement[] {
  const within = Array.from(element.children).flatMap(linesIn);
  return within.length === 0 && LINES.has(element.localName) ? [element] : within;
}

/** The dateline, where it stands in the first text of the first paragraph. */
function takeDatelineOf(paragraph: PageElement | null, said: PageStatements): void {
  const text = paragraph && firstText(paragraph);
  if (!text) return;
  const written = text.textContent.trimStart();
  const { paragraphs, fields } = takeDateline([written], 'first paragraph');
  if (!fields.dateline && !fields.credit) return;
  text.textContent = paragraphs[0] ?? written;
  for (const [name, stated] of Object.entries(fields)) said.add(`text.${name}`, ...stated.values);
}

function firstText(element: PageElement): PageText | undefined {
  for (const node of Array.from(element.childNodes)) {
    if (isElement(node)) return undefined;
    if (node.textContent.trim() !== '') return node;
  }
  return undefined;
}
