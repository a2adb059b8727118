import type { Hostile } from './hostile.ts';
import { MARKDOWN } from './markdown.ts';
import { PAGES } from './pages.ts';
import { TEXTS } from './texts.ts';
import { WIRES } from './wires.ts';

/** Every hostile upload by its kind. */
export const UPLOADS: readonly Hostile[] = [
  ...named('text', TEXTS),
  ...named('Markdown', MARKDOWN),
  ...named('HTML', PAGES),
  ...named('wire', WIRES),
];

function named(kind: string, uploads: readonly Hostile[]): Hostile[] {
  return uploads.map((upload) => ({ ...upload, name: `${kind}: ${upload.name}` }));
}
