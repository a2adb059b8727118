import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Entry } from '../fields.ts';
import { UploadRefused } from '../upload-refused.ts';

const LONGEST = 32_768;
const DEEPEST = 20;

/** Languages that other tools evaluate in front matter, or that are not YAML at any rate. */
const OTHER_LANGUAGE =
  /^---[ \t]*(js|javascript|jsx|mjs|cjs|ts|typescript|node|coffee|coffeescript|cson|json5?|toml|lisp|php|python|ruby)[ \t]*$/i;
const OPENING = /^---[ \t]*(?:ya?ml)?[ \t]*$/i;
const TOML = /^\+\+\+[ \t]*$/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*$/;

export interface FrontMatter {
  entries: Entry[];
  /** What stands there under names whose values are neither text nor lists of text: maps, lists of lists. */
  structures: { name: string; value: unknown; at: string }[];
  /** The text below it, and the number of lines above that. */
  body: string;
  lines: number;
}

/** True when the text begins with front matter of whatever kind, and not with a rule: something stands right below it. */
export function hasFrontMatter(text: string): boolean {
  const [first = '', second = '', third = ''] = text.slice(0, 1000).split('\n', 3);
  const isOpened = OPENING.test(first) && (second.trim() !== '' || CLOSING.test(third));
  return isOpened || OTHER_LANGUAGE.test(first) || TOML.test(first);
}

/**
 * Splits front matter off and reads it as YAML 1.2 with the failsafe schema: every scalar stays the text that was written, so
 * `slug: 0123` keeps its zero and a date its zone. No tag, alias or merge is resolved and nothing is evaluated. Throws
 * `UploadRefused` with the line in the upload.
 */
export function splitFrontMatter(text: string): FrontMatter {
  if (!hasFrontMatter(text)) return { entries: [], structures: [], body: text, lines: 0 };
  const first = text.slice(0, text.indexOf('\n'));
  const other = OTHER_LANGUAGE.exec(first)?.[1];
  if (other) {
    throw new UploadRefused(
      'front-matter-executable',
      `Front matter in ${other} is not read, since it might be a program. Write it as YAML between two lines of ---.`,
      'line 1',
    );
  }
  if (TOML.test(first)) throw invalid('Front matter in TOML is not read. Write it as YAML between two lines of ---', 1);
  const lines = text.slice(0, LONGEST).split('\n');
  const end = lines.findIndex((line, i) => i > 0 && CLOSING.test(line));
  if (end < 0) throw invalid(`The front matter is not closed by a line of --- within ${LONGEST / 1024} KB`, 1);
  const yaml = lines.slice(1, end).join('\n');
  const length = first.length + 1 + (end > 1 ? yaml.length + 1 : 0) + (lines[end]?.length ?? 0);
  return { ...read(yaml), body: text.slice(length), lines: end + 1 };
}

const invalid = (problem: string, line: number) =>
  new UploadRefused('front-matter-invalid', `${problem}.`, `line ${line}`);

function read(yaml: string): Pick<FrontMatter, 'entries' | 'structures'> {
  const lineCounter = new LineCounter();
  // The front matter begins on line 2 of the upload.
  const lineOf = (offset: number) => Math.max(1, lineCounter.linePos(offset).line) + 1;
  const document = parse(yaml, lineCounter);
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) throw invalid(`The front matter is not valid YAML: ${messageOf(fault)}`, lineOf(fault.pos[0]));
  const { contents } = document;
  if (contents === null) return { entries: [], structures: [] };
  if (!isMap(contents)) {
    throw invalid('The front matter is not a map. Write one "name: value" a line', lineOf(contents.range?.[0] ?? 0));
  }
  visit(document, (_, node, path) => {
    const at = lineOf(rangeOf(node) ?? 0);
    if (isAlias(node)) throw invalid('The front matter uses an alias (*name). Write the value out', at);
    if (path.length > DEEPEST) throw invalid('The front matter is nested too deeply', at);
  });
  const entries: Entry[] = [];
  const structures: FrontMatter['structures'] = [];
  for (const pair of contents.items) {
    const name = scalarText(pair.key);
    if (name === undefined) throw invalid('A name in the front matter is not text', lineOf(rangeOf(pair.key) ?? 0));
    const values = valuesOf(pair);
    const at = `line ${lineOf(rangeOf(pair.key) ?? 0)} (${name})`;
    if (values) entries.push({ name, values, at, ...(isSeq(pair.value) && { isList: true }) });
    else structures.push({ name, value: plain(pair.value), at });
  }
  return { entries, structures };
}

function parse(yaml: string, lineCounter: LineCounter) {
  if (isTooDeep(yaml)) throw invalid('The front matter is nested too deeply', 1);
  return parseDocument(yaml, {
    schema: 'failsafe',
    version: '1.2',
    lineCounter,
    prettyErrors: false,
    uniqueKeys: true,
  });
}

/** The parser recurses, so what would overflow its stack must not reach it. Indented blocks of this size cannot. */
function isTooDeep(yaml: string): boolean {
  let depth = 0;
  for (const bracket of yaml.match(/[[{\]}]/g) ?? []) {
    depth = Math.max(0, depth + ('[{'.includes(bracket) ? 1 : -1));
    if (depth > 2 * DEEPEST) return true;
  }
  return new RegExp(`^[ ]*(?:[-?:][ ]+){${DEEPEST}}`, 'm').test(yaml);
}

/** The parser's own words, on one line and without the sample of the source that it may add. */
const messageOf = (fault: Error) => (fault.message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 200);

const rangeOf = (node: unknown): number | undefined =>
  typeof node === 'object' &&
  node !== null &&
  'range' in node &&
  Array.isArray(node.range) &&
  typeof node.range[0] === 'number'
    ? node.range[0]
    : undefined;

const scalarText = (node: unknown): string | undefined =>
  isScalar(node) ? String(node.value ?? '') : node === null || node === undefined ? '' : undefined;

/** One text or a list of texts; of a map in a list (an author, mostly) its `name`. Undefined for any other structure. */
function valuesOf(pair: Pair): string[] | undefined {
  const single = scalarText(pair.value);
  if (single !== undefined) return [single];
  if (!isSeq(pair.value) && !isMap(pair.value)) return undefined;
  const items = isSeq(pair.value) ? pair.value.items : [pair.value];
  const texts = items.map((item) => scalarText(isMap(item) ? item.get('name', true) : item));
  return texts.every((text) => text !== undefined && text !== '') ? texts.map(String) : undefined;
}

function plain(node: unknown): unknown {
  if (isMap(node)) {
    const pairs = node.items.map((pair): [string, unknown] => [scalarText(pair.key) ?? '', plain(pair.value)]);
    return Object.fromEntries(pairs.filter(([name]) => name !== '__proto__'));
  }
  if (isSeq(node)) return node.items.map((item) => plain(item));
  return scalarText(node as Node) ?? null;
}
