import { tooComplex } from '../complexity.ts';
import { UploadRefused } from '../upload-refused.ts';

/** What stands before the content of an XML document. */
export interface Prolog {
  /** The name of the root element as it is written, prefix and all; undefined where no element begins. */
  root: string | undefined;
  /** The document type declaration: the root's name as it says, and the 1-based line. */
  doctype: { name: string; line: number } | undefined;
}

/** Comments and instructions before the content. */
const MOST = 20_000;

const SPACE = /\s*/y;
const NAME = /[\p{L}_:][\p{L}\p{M}\p{N}_:.-]{0,99}/uy;

/**
 * Reads the prolog of an XML document without parsing it: comments, processing instructions and a DOCTYPE, which is looked
 * into no further than its name. Linear, whatever stands in it. Throws `UploadRefused` where that is too much.
 */
export function readProlog(text: string): Prolog {
  let at = 0;
  let doctype: Prolog['doctype'];
  for (let parts = 0; ; parts++) {
    if (parts > MOST) throw tooComplex(`There are more than ${MOST} comments and instructions before its content`);
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      doctype ??= { name: nameAt(text, at + 9 + countSpaces(text, at + 9)) ?? '', line: lineAt(text, at) };
      return { root: doctype.name, doctype };
    } else break;
  }
  return { root: text[at] === '<' ? nameAt(text, at + 1) : undefined, doctype };
}

/** The local name of the root element: `newsItem` for `<g2:newsItem …>`. */
export const rootNameOf = (text: string): string | undefined => readProlog(text).root?.replace(/^.*:/, '');

/** Refuses a document type declaration, even one that only names a file, before any parser sees it (invariant 11). */
export function refuseDoctype(text: string): void {
  const { doctype } = readProlog(text);
  if (doctype) throw dtdRefused(doctype.line);
}

export const dtdRefused = (line: number): UploadRefused =>
  new UploadRefused(
    'dtd-not-allowed',
    'It has a document type declaration, which could define entities. Remove the <!DOCTYPE …> and upload it again.',
    `line ${line}`,
  );

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
}

const countSpaces = (text: string, from: number) => /^\s{0,100}/.exec(text.slice(from, from + 100))?.[0].length ?? 0;

function nameAt(text: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0];
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
