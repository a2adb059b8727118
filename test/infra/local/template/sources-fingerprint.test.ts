import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sourcesFingerprint } from '../../../../infra/local/template/sources-fingerprint.ts';

const root = mkdtempSync(join(tmpdir(), 'newsroom-sources-'));
afterAll(() => rmSync(root, { recursive: true }));

for (const folder of ['infra', 'functions/a', 'shared', 'events']) mkdirSync(join(root, folder), { recursive: true });
for (const file of ['cdk.json', 'package-lock.json', 'tsconfig.json', 'functions/a/handler.ts'])
  writeFileSync(join(root, file), file);

test('changes with a file, its name and the context, and with nothing else', () => {
  const before = sourcesFingerprint(root, { port: 1 });
  writeFileSync(join(root, 'functions/a/handler.ts'), 'functions/a/handler.ts');
  writeFileSync(join(root, 'README.md'), 'new');
  expect(sourcesFingerprint(root, { port: 1 })).toBe(before);
  expect(sourcesFingerprint(root, { port: 2 })).not.toBe(before);
  writeFileSync(join(root, 'functions/a/handler.ts'), 'changed');
  const changed = sourcesFingerprint(root, { port: 1 });
  writeFileSync(join(root, 'shared/new.ts'), '');
  expect(new Set([before, changed, sourcesFingerprint(root, { port: 1 })]).size).toBe(3);
});
