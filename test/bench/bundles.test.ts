import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CLIENTS } from './bundles.ts';

test('every SDK client that functions use has a baseline', () => {
  const sources = globSync('{functions,shared}/**/*.ts').map((path) => readFileSync(path, 'utf8'));
  const used = sources.flatMap((text) =>
    [...text.matchAll(/'@aws-sdk\/client-([a-z0-9-]+)'/g)].map(([, name]) => name ?? ''),
  );
  expect(Object.keys(CLIENTS)).toEqual(expect.arrayContaining([...new Set(used)]));
});
