import { badRequest } from './problem.ts';

const MAX_DEPTH = 16;
// Within valid JSON text these are all the tokens there are; the string alternative cannot backtrack.
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/**
 * JSON (RFC 8259) as this API takes it. Beyond syntax it refuses, each with a 400 of its own code, what parsers disagree on:
 * duplicate names, `__proto__`, nesting deeper than 16, and numbers that a double cannot hold exactly.
 */
export function parseStrictJson(text: string): unknown {
  const value = parse(text);
  const open: (Set<string> | undefined)[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > MAX_DEPTH)
        throw badRequest('json-too-deep', `The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') checkName(previous, open.at(-1));
    else if (token !== ',' && !token.startsWith('"')) checkNumber(token);
    previous = token;
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('json-invalid', 'The body is not valid JSON.');
  }
}

function checkName(token: string, names: Set<string> | undefined): void {
  const name = String(JSON.parse(token));
  if (name === '__proto__') throw badRequest('json-name-refused', 'The body uses the name __proto__.');
  if (names?.has(name)) throw badRequest('json-duplicate-name', 'The body gives one name twice in the same object.');
  names?.add(name);
}

function checkNumber(token: string): void {
  if (Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER) {
    throw badRequest('json-number-too-large', 'The body has a number beyond 2^53 - 1.');
  }
}
