import { expect, test } from 'vitest';
import type { Item } from './attribute-value.ts';
import { applyUpdate } from './update-expression.ts';

const key: Item = { pk: { S: 'p' } };
const before: Item = {
  ...key,
  n: { N: '5' },
  s: { S: 'old' },
  l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  m: { M: { in: { N: '1' } } },
  set: { SS: ['x', 'y'] },
};
const values: Item = { ':one': { N: '1' }, ':t': { S: 'new' }, ':l': { L: [{ S: 'd' }] }, ':x': { SS: ['x'] } };
const ExpressionAttributeNames = { '#n': 'n', '#in': 'in', '#s': 's' };

const after = (UpdateExpression: string, item: Item | undefined = before) =>
  applyUpdate(item, key, { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues: values });

test.each<[string, Item]>([
  ['SET #s = :t', { s: { S: 'new' } }],
  ['set #n = #n + :one, #s = :t', { n: { N: '6' }, s: { S: 'new' } }],
  ['SET n = n - :one', { n: { N: '4' } }],
  ['SET n = if_not_exists(n, :one)', { n: { N: '5' } }],
  ['SET fresh = if_not_exists(fresh, :one) + :one', { fresh: { N: '2' } }],
  ['SET l = list_append(l, :l)', { l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'd' }] } }],
  ['SET l[1] = :t', { l: { L: [{ S: 'a' }, { S: 'new' }, { S: 'c' }] } }],
  ['SET l[9] = :t', { l: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'new' }] } }],
  ['SET m.#in = :t', { m: { M: { in: { S: 'new' } } } }],
  ['SET m.more = :t', { m: { M: { in: { N: '1' }, more: { S: 'new' } } } }],
  ['REMOVE l[0], m.#in', { l: { L: [{ S: 'b' }, { S: 'c' }] }, m: { M: {} } }],
  ['ADD n :one, fresh :one', { n: { N: '6' }, fresh: { N: '1' } }],
  ['ADD set :x', { set: { SS: ['x', 'y'] } }],
  ['DELETE set :x', { set: { SS: ['y'] } }],
  ['SET #s = :t ADD n :one', { s: { S: 'new' }, n: { N: '6' } }],
  ['SET a = n, n = :one', { a: { N: '5' }, n: { N: '1' } }],
])('%s', (expression, changes) => {
  expect(after(expression)).toEqual({ ...before, ...changes });
});

test('what is removed is gone, and with it an empty set', () => {
  expect(after('REMOVE n, s')).not.toHaveProperty('n');
  expect(after('DELETE set :x', { ...key, set: { SS: ['x'] } })).toEqual(key);
});

test('an update of an item that is not there makes it', () => {
  expect(applyUpdate(undefined, key, {})).toEqual(key);
  expect(applyUpdate(undefined, key, { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: values })).toEqual({
    ...key,
    n: { N: '1' },
  });
});

test('the item that was there is left as it was', () => {
  const copy = structuredClone(before);
  after('SET m.#in = :t REMOVE l[0]');
  expect(before).toEqual(copy);
});

test.each([
  'SET a = :unknown',
  'SET a = b',
  'SET a :t',
  'GROW a :t',
  'SET no.such = :t',
  'SET a =',
  'ADD n :one fresh :one',
])('refuses %s', (expression) => {
  expect(() => after(expression)).toThrow();
});
