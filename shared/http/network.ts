import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that a viewer is in, as `CloudFront-Viewer-Address` names it (`203.0.113.7:443`, `2001:db8::1:443` or
 * `[2001:db8::1]:443`): an IPv4 address itself, of an IPv6 address the first 64 bits, which one household has to itself.
 */
export function networkOf(viewerAddress: string): string {
  const address = viewerAddress.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const missing = address.includes('::') ? 8 - groups(head).length - groups(tail).length : 0;
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
