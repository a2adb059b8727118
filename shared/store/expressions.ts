import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/** An item or a part of one, as the code has it. */
export type Item = Record<string, unknown>;

/** A condition on one item: `notExists`, `exists`, or attributes that must equal (undefined: must be absent). */
export type Condition = 'notExists' | 'exists' | { equals: Record<string, unknown> };

/** A key condition takes one range: `BETWEEN`, which includes both its ends, where there are two. */
export type SortKeyBounds =
  | { beginsWith: string }
  | { before: string }
  | { after: string }
  | { from?: string; to?: string };

/** In DynamoDB's own notation. Undefined values are left out. */
export const toWire = (value: object): Record<string, AttributeValue> =>
  marshall(value, { removeUndefinedValues: true, convertEmptyValues: false });

/** The part of a key condition that bounds the sort key; its values are added to `values`. Undefined without a bound. */
export function boundOf(sk: SortKeyBounds, values: Item): string | undefined {
  const comparison = (operator: string, value: string) => {
    values[':sk'] = value;
    return operator === 'begins_with' ? 'begins_with(#sk, :sk)' : `#sk ${operator} :sk`;
  };
  if ('beginsWith' in sk) return comparison('begins_with', sk.beginsWith);
  if ('before' in sk) return comparison('<', sk.before);
  if ('after' in sk) return comparison('>', sk.after);
  if (sk.from !== undefined && sk.to !== undefined) {
    values[':from'] = sk.from;
    values[':to'] = sk.to;
    return '#sk BETWEEN :from AND :to';
  }
  if (sk.from !== undefined) return comparison('>=', sk.from);
  return sk.to === undefined ? undefined : comparison('<=', sk.to);
}

interface Expression {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** A condition as DynamoDB's expression, with its names and values; nothing without one. */
export function conditionOf(condition: Condition | undefined): Expression {
  const names: Record<string, string> = {};
  const values: Item = {};
  return withAttributes({ ...clause(condition, names, values) }, names, values);
}

function clause(condition: Condition | undefined, names: Record<string, string>, values: Item): Expression {
  if (condition === undefined) return {};
  if (condition === 'notExists') return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (condition === 'exists') return { ConditionExpression: 'attribute_exists(pk)' };
  const parts = Object.entries(condition.equals).map(([name, value], i) => {
    names[`#c${i}`] = name;
    if (value === undefined) return `attribute_not_exists(#c${i})`;
    values[`:c${i}`] = value;
    return `#c${i} = :c${i}`;
  });
  return { ConditionExpression: parts.join(' AND ') };
}

/** An update as DynamoDB's expressions: values set, undefined ones removed, numbers added, under a condition. */
export function updateOf(set: Item, add: Record<string, number>, condition: Condition | undefined) {
  const names: Record<string, string> = {};
  const values: Item = {};
  const sets: string[] = [];
  const removes: string[] = [];
  Object.entries(set).forEach(([name, value], i) => {
    names[`#s${i}`] = name;
    if (value === undefined) removes.push(`#s${i}`);
    else {
      values[`:s${i}`] = value;
      sets.push(`#s${i} = :s${i}`);
    }
  });
  const adds = Object.entries(add).map(([name, value], i) => {
    names[`#a${i}`] = name;
    values[`:a${i}`] = value;
    return `#a${i} :a${i}`;
  });
  const UpdateExpression = [
    sets.length > 0 && `SET ${sets.join(', ')}`,
    removes.length > 0 && `REMOVE ${removes.join(', ')}`,
    adds.length > 0 && `ADD ${adds.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' ');
  return withAttributes({ UpdateExpression, ...clause(condition, names, values) }, names, values);
}

function withAttributes<T extends object>(expression: T, names: Record<string, string>, values: Item): T & Expression {
  return {
    ...expression,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: toWire(values) }),
  };
}
