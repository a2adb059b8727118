import { cleanText } from '../../../../shared/article/clean-text.ts';

export type JsonLdNode = Readonly<Record<string, unknown>>;

export interface JsonLd {
  /** The node that describes the article: of several the first, a `NewsArticle` of whatever kind before another. */
  article: JsonLdNode | undefined;
  /** All other nodes, as they stand there. */
  others: JsonLdNode[];
  /** How many scripts could not be read: broken JSON, or beyond any reason in depth or number. */
  unreadable: number;
  /** The node that a mere `{"@id": …}` means; anything else is itself. */
  resolve(value: unknown): unknown;
}

const DEEPEST = 40;
const MOST_VALUES = 20_000;
const NEWS = /NewsArticle$/;
const ARTICLE = /(?:Article|Posting|Report)$/;

/** Reads the JSON-LD scripts of a page: schema.org's terms by their last part, `@graph` and arrays, references within the page. */
export function readJsonLd(scripts: readonly string[]): JsonLd {
  const nodes: JsonLdNode[] = [];
  let unreadable = 0;
  for (const script of scripts) {
    const json = parse(script);
    if (json === undefined || isTooMuch(json)) unreadable++;
    else for (const node of nodesIn(json)) nodes.push(node);
  }
  const byId = new Map(
    nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node] as const] : [])),
  );
  const candidates = [...nodes, ...nodes.flatMap((node) => list(node.mainEntity).filter(isNode))];
  const article = candidates.find((node) => isA(node, NEWS)) ?? candidates.find((node) => isA(node, ARTICLE));
  const resolve = (value: unknown) =>
    isNode(value) && Object.keys(value).length === 1 && typeof value['@id'] === 'string'
      ? (byId.get(value['@id']) ?? value)
      : value;
  return { article, others: nodes.filter((node) => node !== article), unreadable, resolve };
}

/** The texts that a property's value comes to: text and numbers are themselves, a thing is its name, a list all of its items. */
export function textsOf(value: unknown, jsonLd: JsonLd): string[] {
  return list(value).flatMap((item) => {
    const thing = jsonLd.resolve(item);
    if (typeof thing === 'string' || typeof thing === 'number') return [String(thing)];
    if (!isNode(thing)) return [];
    const named = [thing.name, thing['@value'], thing.text, thing.url, thing['@id']].find((text) =>
      list(text).some(isText),
    );
    return list(named).filter(isText).slice(0, 1);
  });
}

/** A copy for the extras: clean text, and no name that means something to JavaScript. */
export function plainJson(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isNode(value)) return value;
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, item]) => [name, plainJson(item)]));
}

export const isNode = (value: unknown): value is JsonLdNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const isA = (node: JsonLdNode, type: RegExp) => list(node['@type']).some((name) => isText(name) && type.test(name));

function nodesIn(json: unknown): JsonLdNode[] {
  return list(json)
    .filter(isNode)
    .flatMap((node) => (node['@graph'] === undefined ? [node] : list(node['@graph']).filter(isNode)));
}

/**
 * Some systems wrap the JSON in a comment or in CDATA, or end it as a statement.
 */
function parse(script: string): unknown {
  const json = script.replace(/^\s*(?:\/\/\s*)?(?:<!\[CDATA\[|<!--)|(?:\/\/\s*)?(?:\]\]>|-->)\s*$|;\s*$/g, '');
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Deeper, or of more values, than any page's. */
function isTooMuch(json: unknown): boolean {
  let level: unknown[] = [json];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > DEEPEST || values > MOST_VALUES) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}
