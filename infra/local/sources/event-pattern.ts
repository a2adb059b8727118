import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Pattern, PatternValue } from '../specs.ts';

/** Whether an event passes these filter criteria: any of the patterns will do, and no pattern at all lets everything pass. */
export const passes = (patterns: Pattern[], event: unknown): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, event));

/**
 * EventBridge's matching as event source mappings use it: every field of the pattern must match; a list of values matches if
 * any of them does. Knows prefix, suffix, equals-ignore-case, anything-but, exists and numeric, and `$or`.
 * Throws on any other operator: better loud here than quietly different on AWS.
 */
export function matchesPattern(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    if (field === '$or' && Array.isArray(expected)) {
      return z
        .array(patternSchema)
        .parse(expected)
        .some((alternative) => matchesPattern(alternative, event));
    }
    const actual = isRecord(event) ? event[field] : undefined;
    if (!Array.isArray(expected)) return matchesPattern(expected, actual);
    // Where the event has a list, one of its elements is enough.
    const candidates = Array.isArray(actual) ? actual : [actual];
    return expected.some((value) => candidates.some((candidate) => matchesValue(value, candidate)));
  });
}

const patternValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.record(z.string(), z.unknown())]);
const patternSchema: z.ZodType<Pattern> = z.record(
  z.string(),
  z.lazy(() => z.union([z.array(patternValue), patternSchema])),
);

function matchesValue(expected: PatternValue, actual: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  return Object.entries(expected).every(([operator, operand]) => operate(operator, operand, actual));
}

function operate(operator: string, operand: unknown, actual: unknown): boolean {
  switch (operator) {
    case 'exists':
      return (actual !== undefined) === operand;
    case 'prefix':
      return typeof actual === 'string' && actual.startsWith(String(operand));
    case 'suffix':
      return typeof actual === 'string' && actual.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof actual === 'string' && actual.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return actual !== undefined && !isAny(operand, actual);
    case 'numeric':
      return typeof actual === 'number' && inRange(z.array(z.union([z.string(), z.number()])).parse(operand), actual);
    default:
      throw new Error(`The local host does not know the filter operator "${operator}"`);
  }
}

function isAny(operand: unknown, actual: unknown): boolean {
  if (Array.isArray(operand)) return operand.some((one) => isAny(one, actual));
  if (isRecord(operand)) return Object.entries(operand).every(([operator, inner]) => operate(operator, inner, actual));
  return isDeepStrictEqual(operand, actual);
}

/** `['>', 0, '<=', 5]`. */
function inRange(conditions: (string | number)[], actual: number): boolean {
  for (let i = 0; i < conditions.length; i += 2) {
    const bound = Number(conditions[i + 1]);
    const holds = {
      '=': actual === bound,
      '<': actual < bound,
      '<=': actual <= bound,
      '>': actual > bound,
      '>=': actual >= bound,
    };
    if (!Object.entries(holds).some(([sign, held]) => sign === conditions[i] && held)) return false;
  }
  return true;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
