import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { addNativeModule } from '../../infra/native-modules.ts';

const directory = mkdtempSync(join(tmpdir(), 'newsroom-test-native-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The machine that an ELF file is for: 183 is AArch64 (ELF-64 object file format, e_machine). */
const machineOf = (file: string) => readFileSync(file).readUInt16LE(18);

it('gives sharp to Lambda in its build for arm64', { timeout: 60_000 }, async ({ skip }) => {
  try {
    await addNativeModule(directory, 'sharp', 'lambda');
  } catch (error) {
    skip(`the package registry is out of reach: ${error instanceof Error ? error.message : error}`);
  }
  const { version } = JSON.parse(readFileSync(join(directory, 'node_modules/sharp/package.json'), 'utf8'));
  const build = join(directory, `node_modules/@img/sharp-linux-arm64/lib/sharp-linux-arm64-${version}.node`);
  expect(machineOf(build)).toBe(183);
  expect(readFileSync(join(directory, 'node_modules/@img/sharp-libvips-linux-arm64/package.json'), 'utf8')).toContain(
    'glibc',
  );
});
