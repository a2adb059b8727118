import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { parse } from '../../infra/no-style-sheets.ts';

test('no bundle holds a CSS parser, and none is asked for', async () => {
  const directory = await bundleFunctions();
  try {
    const map = readFileSync(join(directory, 'ingest-article', 'index.mjs.map'), 'utf8');
    expect(map).toContain('linkedom');
    expect(map).not.toContain('cssomnom');
  } finally {
    rmSync(directory, { recursive: true });
  }
  expect(parse).toThrow('style sheets');
});
