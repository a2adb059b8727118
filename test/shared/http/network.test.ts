import { expect, it } from 'vitest';
import { networkOf } from '../../../shared/http/network.ts';

it.each([
  ['203.0.113.7:443', '203.0.113.7'],
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6:443', '2001:db8:1:2::/64'],
  ['[2001:0DB8:1:2::6]:443', '2001:db8:1:2::/64'],
  ['2001:db8::1:51234', '2001:db8:0:0::/64'],
  ['::1:443', '0:0:0:0::/64'],
  ['::ffff:203.0.113.7:443', '203.0.113.7'],
  ['nonsense', 'unknown'],
  ['', 'unknown'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
