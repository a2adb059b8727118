import type { AttributeValue, Item } from './attribute-value.ts';

/** What an update says, in DynamoDB's own words. */
export interface Update {
  UpdateExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Item | undefined;
}

type Path = [string, ...(string | number)[]];

/**
 * The item that an update leaves: SET (with `+`, `-`, `if_not_exists` and `list_append`), REMOVE, ADD and DELETE, on
 * nested paths too. As in DynamoDB every operand is read from the item as it was before. Throws on what it cannot read.
 * Standard: Developer Guide, "Using update expressions in DynamoDB" (Expressions.UpdateExpressions.html).
 */
export function applyUpdate(before: Item | undefined, key: Item, update: Update): Item {
  const old: Item = before ?? key;
  const next: Item = structuredClone(old);
  const reader = new Reader(update);
  while (!reader.done) {
    const clause = reader.take().toUpperCase();
    do applyAction(clause, reader, old, next);
    while (reader.takeIf(','));
  }
  return next;
}

function applyAction(clause: string, reader: Reader, old: Item, next: Item): void {
  const path = reader.path();
  if (clause === 'SET') reader.expect('=');
  write(next, path, valueAfter(clause, reader, old, read(old, path)));
}

function valueAfter(clause: string, reader: Reader, old: Item, present: AttributeValue | undefined) {
  if (clause === 'REMOVE') return undefined;
  if (clause === 'SET') return reader.value(old);
  if (clause === 'ADD') return added(present, reader.operand(old));
  if (clause === 'DELETE') return withoutElements(present, reader.operand(old));
  throw new Error(`Cannot read an update expression with the clause ${clause}`);
}

class Reader {
  readonly #tokens: string[];
  readonly #names: Record<string, string>;
  readonly #values: Item;
  #at = 0;

  constructor(update: Update) {
    this.#tokens = (update.UpdateExpression ?? '').match(/[#:]?[A-Za-z_][\w-]*|\d+|[=,+\-().[\]]|\S/g) ?? [];
    this.#names = update.ExpressionAttributeNames ?? {};
    this.#values = update.ExpressionAttributeValues ?? {};
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  take(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Error('The update expression ends too early');
    return token;
  }

  takeIf(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  expect(token: string): void {
    const found = this.take();
    if (found !== token) throw new Error(`The update expression has "${found}" where "${token}" belongs`);
  }

  path(): Path {
    const path: Path = [this.#name(this.take())];
    for (;;) {
      if (this.takeIf('.')) path.push(this.#name(this.take()));
      else if (this.takeIf('[')) {
        path.push(Number(this.take()));
        this.expect(']');
      } else return path;
    }
  }

  value(old: Item): AttributeValue {
    const left = this.operand(old);
    if (this.takeIf('+')) return sum(left, this.operand(old), 1);
    if (this.takeIf('-')) return sum(left, this.operand(old), -1);
    return left;
  }

  operand(old: Item): AttributeValue {
    const token = this.#tokens[this.#at] ?? '';
    if (token.startsWith(':')) return defined(this.#values[this.take()], token);
    if (token === 'if_not_exists') {
      const [path, fallback] = this.#arguments(
        () => this.path(),
        () => this.operand(old),
      );
      return read(old, path) ?? fallback;
    }
    if (token === 'list_append') {
      const [head, tail] = this.#arguments(
        () => this.operand(old),
        () => this.operand(old),
      );
      if (!('L' in head && 'L' in tail)) throw new Error('list_append takes two lists');
      return { L: [...head.L, ...tail.L] };
    }
    return defined(read(old, this.path()), token);
  }

  #arguments<A, B>(first: () => A, second: () => B): [A, B] {
    this.take();
    this.expect('(');
    const a = first();
    this.expect(',');
    const b = second();
    this.expect(')');
    return [a, b];
  }

  #name(token: string): string {
    return token.startsWith('#') ? defined(this.#names[token], token) : token;
  }
}

function defined<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The update expression names ${name}, which is not there`);
  return value;
}

function read(image: Item, [head, ...rest]: Path): AttributeValue | undefined {
  return rest.reduce<AttributeValue | undefined>((value, step) => value && child(value, step), image[head]);
}

function child(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? value.M[step] : undefined;
}

function write(image: Item, path: Path, value: AttributeValue | undefined): void {
  const [head, ...rest] = path;
  const last = rest.pop();
  const parent = last === undefined ? { M: image } : read(image, [head, ...rest]);
  const step = last ?? head;
  if (parent && 'M' in parent && typeof step === 'string') put(parent.M, step, value);
  // Beyond the end DynamoDB appends, wherever the index points.
  else if (parent && 'L' in parent && typeof step === 'number') parent.L.splice(step, 1, ...(value ? [value] : []));
  else if (value) throw new Error(`The update sets ${path.join('.')}, whose parent is not there`);
}

function put(image: Item, name: string, value: AttributeValue | undefined): void {
  if (value === undefined) delete image[name];
  else image[name] = value;
}

function sum(a: AttributeValue, b: AttributeValue, sign: 1 | -1): AttributeValue {
  if (!('N' in a && 'N' in b)) throw new Error('Only numbers can be added');
  return { N: String(Number(a.N) + sign * Number(b.N)) };
}

function added(present: AttributeValue | undefined, operand: AttributeValue): AttributeValue {
  if (present === undefined) return operand;
  if ('SS' in present && 'SS' in operand) return { SS: [...new Set([...present.SS, ...operand.SS])] };
  if ('NS' in present && 'NS' in operand) return { NS: [...new Set([...present.NS, ...operand.NS])] };
  if ('BS' in present && 'BS' in operand) return { BS: [...new Set([...present.BS, ...operand.BS])] };
  return sum(present, operand, 1);
}

/** A set that loses its last element goes too: DynamoDB keeps no empty set. */
function withoutElements(present: AttributeValue | undefined, operand: AttributeValue): AttributeValue | undefined {
  const rest = (all: string[], gone: string[]) => all.filter((element) => !gone.includes(element));
  const some = <T extends AttributeValue>(elements: string[], set: T) => (elements.length > 0 ? set : undefined);
  if (present === undefined) return undefined;
  if ('SS' in present && 'SS' in operand) {
    const SS = rest(present.SS, operand.SS);
    return some(SS, { SS });
  }
  if ('NS' in present && 'NS' in operand) {
    const NS = rest(present.NS, operand.NS);
    return some(NS, { NS });
  }
  if ('BS' in present && 'BS' in operand) {
    const BS = rest(present.BS, operand.BS);
    return some(BS, { BS });
  }
  throw new Error('DELETE takes a set from a set of the same type');
}
