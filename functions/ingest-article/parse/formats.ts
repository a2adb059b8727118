import type { Format } from './format.ts';
import { html } from './html/html.ts';
import { markdown } from './markdown/markdown.ts';
import { newsmlG2 } from './newsml-g2/newsml-g2.ts';
import { ninjs } from './ninjs/ninjs.ts';
import { nitf } from './nitf/nitf.ts';
import { plainText } from './plain-text/plain-text.ts';
import { json, rtf } from './unsupported-formats.ts';
import { otherXml, xmlWithDoctype } from './xml/other-xml.ts';

/** The formats, the most particular first: the first that recognises an upload reads it. Plain text takes what is left. */
export const FORMATS: readonly Format[] = [
  rtf,
  ninjs,
  json,
  xmlWithDoctype,
  newsmlG2,
  nitf,
  html,
  otherXml,
  markdown,
  plainText,
];
