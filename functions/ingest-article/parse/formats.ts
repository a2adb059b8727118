import type { Format } from './format.ts';
import { markdown } from './markdown/markdown.ts';
import { plainText } from './plain-text/plain-text.ts';
import { html, json, rtf, xml } from './unsupported-formats.ts';

/** The formats, the most particular first: the first that recognises an upload reads it. Plain text takes what is left. */
export const FORMATS: readonly Format[] = [rtf, json, html, xml, markdown, plainText];
