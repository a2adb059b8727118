import { FileRefused } from './file-refused.ts';
import type { Format } from './import-file.ts';

/** Which format a file has, by how it begins. */
export async function formatOf(text: AsyncIterable<string>): Promise<Format> {
  let head = '';
  for await (const chunk of text) {
    head += chunk;
    if (head.length > 4000) break;
  }
  if (/^\s*\{/.test(head)) return 'ndjson';
  const root = /<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)/.exec(head.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  if (root === 'disqus') return 'disqus';
  if (root === 'rss' || root === 'channel') return 'wxr';
  throw new FileRefused(
    'It is an export of neither Disqus nor WordPress nor this newsroom. --format says which it is.',
  );
}
