/** What intrinsic functions refer to. Each method throws, naming what was asked for, where there is no such thing. */
export interface Scope {
  /** `Ref`: of a resource, a parameter or a pseudo parameter. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  imported(exportName: string): unknown;
  condition(name: string): boolean;
  mapped(map: string, first: string, second: string): unknown;
  /** A dynamic reference, `{{resolve:…}}`, without its braces. */
  dynamic(reference: string): string;
}

const NO_VALUE = Symbol('AWS::NoValue');

const DYNAMIC = /\{\{(resolve:[^}]+)\}\}/g;

/** The value with every intrinsic function and dynamic reference in it replaced. An unknown function throws, naming it. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return value.replace(DYNAMIC, (_, reference: string) => scope.dynamic(reference));
  if (Array.isArray(value)) return value.map((element) => resolve(element, scope)).filter(isGiven);
  if (!isObject(value)) return value;
  const [name, argument, ...rest] = Object.entries(value).flat();
  if (rest.length === 0 && typeof name === 'string' && isIntrinsic(name)) {
    const result = apply(name, argument, scope);
    return typeof result === 'string' ? resolve(result, scope) : result;
  }
  const entries = Object.entries(value).map(([key, member]) => [key, resolve(member, scope)] as const);
  return Object.fromEntries(entries.filter(([, member]) => isGiven(member)));
}

const isGiven = (value: unknown) => value !== NO_VALUE;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

// `Condition` is an intrinsic inside conditions only; elsewhere (an IAM statement) it is a property like any other.
const isIntrinsic = (name: string) => name === 'Ref' || name.startsWith('Fn::');

function apply(name: string, argument: unknown, scope: Scope): unknown {
  const args = (): unknown[] => {
    const list = resolve(argument, scope);
    if (!Array.isArray(list)) throw new Error(`${name} takes a list, not ${JSON.stringify(argument)}`);
    return list;
  };
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(text(argument, name));
    case 'Fn::GetAtt':
      return getAtt(argument, scope);
    case 'Fn::Join': {
      const [separator, parts] = args();
      return list(parts, name)
        .map((part) => text(part, name))
        .join(text(separator, name));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, from] = args();
      return list(from, name)[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, joined] = args();
      return text(joined, name).split(text(separator, name));
    }
    case 'Fn::ImportValue':
      return scope.imported(text(resolve(argument, scope), name));
    case 'Fn::FindInMap': {
      const [map, first, second] = args().map((arg) => text(arg, name));
      return scope.mapped(map ?? '', first ?? '', second ?? '');
    }
    case 'Fn::If': {
      // Not through args(): the branch that is not taken may refer to what does not exist.
      const [condition, then, otherwise] = list(argument, name);
      return resolve(scope.condition(text(condition, name)) ? then : otherwise, scope);
    }
    default:
      return logical(name, argument, scope);
  }
}

/** A condition's expression: Fn::Equals, Fn::And, Fn::Or, Fn::Not, and `{ Condition: name }`. */
export function holds(expression: unknown, scope: Scope): boolean {
  if (isObject(expression) && typeof expression.Condition === 'string') return scope.condition(expression.Condition);
  return resolve(expression, scope) === true;
}

function logical(name: string, argument: unknown, scope: Scope): boolean {
  const operands = list(argument, name);
  switch (name) {
    case 'Fn::Equals':
      return JSON.stringify(resolve(operands[0], scope)) === JSON.stringify(resolve(operands[1], scope));
    case 'Fn::And':
      return operands.every((operand) => holds(operand, scope));
    case 'Fn::Or':
      return operands.some((operand) => holds(operand, scope));
    case 'Fn::Not':
      return !holds(operands[0], scope);
    default:
      throw new Error(`The local host cannot resolve the intrinsic function ${name}: ${JSON.stringify(argument)}`);
  }
}

function getAtt(argument: unknown, scope: Scope): unknown {
  const [logicalId, attribute] = typeof argument === 'string' ? split(argument) : list(argument, 'Fn::GetAtt');
  return scope.attribute(text(logicalId, 'Fn::GetAtt'), text(resolve(attribute, scope), 'Fn::GetAtt'));
}

const split = (dotted: string) => [dotted.slice(0, dotted.indexOf('.')), dotted.slice(dotted.indexOf('.') + 1)];

function substitute(argument: unknown, scope: Scope): string {
  const [pattern, variables] = typeof argument === 'string' ? [argument, {}] : list(argument, 'Fn::Sub');
  const own = isObject(variables) ? variables : {};
  return text(pattern, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return text(resolve(own[name], scope), 'Fn::Sub');
    return text(name.includes('.') ? getAtt(name, scope) : scope.ref(name), 'Fn::Sub');
  });
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} takes a list, not ${JSON.stringify(value)}`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${name} takes a text, not ${JSON.stringify(value)}`);
}
