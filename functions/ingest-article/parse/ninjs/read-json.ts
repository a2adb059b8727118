import { tooComplex } from '../complexity.ts';
import { UploadRefused } from '../upload-refused.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** Far deeper than any schema of news goes; what reads the result recurses. */
const DEEPEST = 40;
const MOST_VALUES = 15_000;
/** Of one object: ninjs 3 has some sixty. */
const MOST_NAMES = 1000;

const SPACE = /[ \t\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const [QUOTE, BACKSLASH, SPACE_CODE] = [0x22, 0x5c, 0x20];
const WORDS: Record<string, Json> = { true: true, false: false, null: null };

/**
 * Reads JSON (RFC 8259) more strictly than `JSON.parse`: a name that comes twice in one object, or that is `__proto__`, is
 * refused, as two readers might take it for two things; so is what is nested over 40 levels. A number that a double cannot
 * hold as it is written stays text. Refusals have line and column.
 */
export function readJson(text: string): Json {
  let at = 0;
  let values = 0;

  const invalid = (problem: string, where = at) =>
    new UploadRefused('json-invalid', `This is not valid JSON: ${problem}. Correct it.`, placeIn(text, where));

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match;
  }

  /** True when this character comes next, past white space; then it is taken. */
  function takes(character: string): boolean {
    take(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function expect(character: string): void {
    if (!takes(character)) throw invalid(at >= text.length ? 'it ends too early' : `"${character}" is missing`);
  }

  /** Scanned by hand: a regular expression would need room for every character of a string of megabytes. */
  function string(): string {
    if (text[at] !== '"') throw invalid('a string or a name in quotation marks is missing');
    const start = ++at;
    let hasEscapes = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (!(code >= SPACE_CODE))
        throw invalid(at >= text.length ? 'it ends within a string' : 'a string has a line break');
      if (code !== BACKSLASH) at++;
      else if (take(ESCAPE)) hasEscapes = true;
      else throw invalid('a string has a backslash that escapes nothing');
    }
    const content = text.slice(start, at++);
    return hasEscapes ? unescaped(content) : content;
  }

  function value(depth: number): Json {
    take(SPACE);
    if (++values > MOST_VALUES) throw tooMany(`${MOST_VALUES} values`, text, at);
    if (depth > DEEPEST) throw tooMany(`${DEEPEST} levels`, text, at);
    if (text[at] === '"') return string();
    if (text[at] === '{') return object(depth);
    if (text[at] === '[') return list(depth);
    const word = take(WORD);
    if (word) return WORDS[word[0]] ?? null;
    const number = take(NUMBER);
    if (number) return exact(number[0]);
    throw invalid(at >= text.length ? 'it ends too early' : 'a value is missing');
  }

  function object(depth: number): Json {
    at++;
    const members = new Map<string, Json>();
    if (takes('}')) return {};
    do {
      take(SPACE);
      const where = at;
      const name = string();
      if (name === '__proto__') throw invalid('the name "__proto__" is not allowed', where);
      if (members.has(name)) throw invalid(`the name "${name.slice(0, 60)}" comes twice in one object`, where);
      if (members.size >= MOST_NAMES) throw tooMany(`${MOST_NAMES} names in one object`, text, where);
      expect(':');
      members.set(name, value(depth + 1));
    } while (takes(','));
    expect('}');
    return Object.fromEntries(members);
  }

  function list(depth: number): Json {
    at++;
    const items: Json[] = [];
    if (takes(']')) return items;
    do items.push(value(depth + 1));
    while (takes(','));
    expect(']');
    return items;
  }

  const result = value(0);
  take(SPACE);
  if (at < text.length) throw invalid('something follows its end');
  return result;
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** The number, or its text where a double would change it: `1e999`, an id of twenty digits. */
function exact(text: string): Json {
  const number = Number(text);
  const isExact = String(number) === text || (text.length <= 15 && Number.isFinite(number));
  return isExact ? number : text;
}

const tooMany = (what: string, text: string, at: number) =>
  tooComplex(`There are more than ${what} in it`, placeIn(text, at));

/** The 1-based line and column of an index. */
function placeIn(text: string, index: number): string {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return `line ${line}, column ${index - before.lastIndexOf('\n')}`;
}
