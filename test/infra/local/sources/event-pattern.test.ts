import { describe, expect, it } from 'vitest';
import { matchesPattern, passes } from '../../../../infra/local/sources/event-pattern.ts';
import type { Pattern } from '../../../../infra/local/specs.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { Keys: { pk: { S: 'FEED#all' }, sk: { S: 'x' } }, NewImage: { n: { N: '3' }, tags: ['a', 'b'], size: 7 } },
};
const keys = (...pk: Record<string, unknown>[]): Pattern => ({ dynamodb: { Keys: { pk: { S: pk } } } });

describe('an event pattern', () => {
  it.each<[boolean, Pattern]>([
    [true, keys({ prefix: 'FEED#' })],
    [false, keys({ prefix: 'ARTICLE#' })],
    [true, keys({ prefix: 'ARTICLE#' }, { prefix: 'FEED#' })],
    [true, keys({ suffix: '#all' })],
    [true, keys({ 'equals-ignore-case': 'feed#ALL' })],
    [false, keys({ 'anything-but': ['FEED#all'] })],
    [true, keys({ 'anything-but': 'FEED#x' })],
    [false, keys({ 'anything-but': { prefix: 'FEED#' } })],
    [false, { ...keys({ prefix: 'FEED#' }), eventName: ['REMOVE'] }],
    [true, { ...keys({ prefix: 'FEED#' }), eventName: ['REMOVE', 'INSERT'] }],
    [true, { dynamodb: { OldImage: { pk: [{ exists: false }] } } }],
    [false, { dynamodb: { OldImage: { pk: [{ exists: true }] } } }],
    [false, { dynamodb: { OldImage: { pk: { S: [{ 'anything-but': 'x' }] } } } }],
    [true, { dynamodb: { NewImage: { tags: ['b'] } } }],
    [true, { dynamodb: { NewImage: { size: [{ numeric: ['>', 5, '<=', 7] }] } } }],
    [false, { dynamodb: { NewImage: { size: [{ numeric: ['<', 7] }] } } }],
    [true, { $or: [{ eventName: ['REMOVE'] }, { dynamodb: { Keys: { sk: { S: ['x'] } } } }] }],
    [false, { $or: [{ eventName: ['REMOVE'] }, { eventName: ['MODIFY'] }] }],
  ])('says %s for %j', (expected, pattern) => {
    expect(matchesPattern(pattern, record)).toBe(expected);
  });

  it('refuses an operator that it does not know', () => {
    expect(() => matchesPattern(keys({ wildcard: 'F*' }), record)).toThrow('wildcard');
  });

  it('lets everything pass where there is none, and what any of several lets pass', () => {
    expect(passes([], record)).toBe(true);
    expect(passes([{ eventName: ['REMOVE'] }, { eventName: ['INSERT'] }], record)).toBe(true);
    expect(passes([{ eventName: ['REMOVE'] }], record)).toBe(false);
  });
});
