import { expect, it } from 'vitest';
import { Lru } from '../../shared/lru.ts';

it('keeps what was used last, and forgets what it is told to', () => {
  const lru = new Lru<number>(2);
  lru.set('a', 1);
  lru.set('b', 2);
  expect(lru.get('a')).toBe(1);
  lru.set('c', 3);
  expect(lru.get('b')).toBeUndefined();
  expect(lru.get('a')).toBe(1);
  lru.delete('a');
  expect(lru.get('a')).toBeUndefined();
});
