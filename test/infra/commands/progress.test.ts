import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { progress } from '../../../infra/commands/upload/progress.ts';

function shown(isTTY: boolean, total: number): string {
  const out = new PassThrough();
  const bar = progress(total, Object.assign(out, { isTTY }));
  for (let i = 0; i < total; i++) bar.done(`file-${i}`);
  bar.end();
  return String(out.read());
}

test('counts in plain lines where nobody watches', () => {
  expect(shown(false, 2)).toBe('[1/2] file-0\n[2/2] file-1\n');
  expect(shown(false, 1)).toBe('file-0\n');
});

test('keeps a bar under the lines on a terminal', () => {
  const text = shown(true, 2);
  expect(text).toContain('file-0\n');
  expect(text).toMatch(/█{15}░{15} 1\/2/);
  expect(text.endsWith('\r\u001b[K')).toBe(true);
});
