import { Readability } from '@mozilla/readability';
import { oneLine } from '../../../../shared/article/clean-text.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { forgetTexts } from './quick-dom.ts';

export interface PageArticle {
  root: PageElement;
  title: string | undefined;
  byline: string | undefined;
}

const LONGEST_TITLE = 2000;

/**
 * The article of a whole page, without what stands around it on every page of the site, as Readability finds it; undefined
 * where it finds none. A page without a title has its first `h1` for one. The document is used up.
 */
export function extractArticle(document: PageDocument): PageArticle | undefined {
  const heading = document.querySelector('h1')?.textContent ?? '';
  const whole = oneLine(document.title.slice(0, LONGEST_TITLE)) || oneLine(heading.slice(0, LONGEST_TITLE));
  // A dash parts the title from the site's name as a hyphen does, but the library knows the hyphen only.
  const hyphened = whole.replace(/ [–—] /g, ' - ');
  document.title = hyphened;
  const found = new Readability<PageElement>(document, {
    keepClasses: true,
    serializer: (node: PageElement) => node,
  }).parse();
  forgetTexts();
  if (!found?.content) return undefined;
  const title = oneLine(found.title ?? '');
  const at = hyphened.indexOf(title);
  return {
    root: found.content,
    title: (at < 0 ? title : whole.slice(at, at + title.length)) || undefined,
    byline: bylineOf(found.byline ?? ''),
  };
}

/** The first line: a date or a role stands below it. */
const bylineOf = (found: string): string | undefined =>
  oneLine(found.trim().split('\n', 1)[0] ?? '').replace(/^by:?\s+/i, '') || undefined;
