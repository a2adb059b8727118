import { markup } from '../markup.ts';

/**
 * A body with each table in a frame that scrolls by itself, by the keyboard too, so that a wide one does not make the page wider than its
 * window (WCAG 2.2, 1.4.10). A sanitised table has no attributes. `label` is what the frame is called.
 */
export const withScrollingTables = (bodyHtml: string, label: string): string =>
  bodyHtml
    .replaceAll('<table>', markup`<div class="wide" role="group" aria-label="${label}" tabindex="0"><table>`.text)
    .replaceAll('</table>', '</table></div>');
