import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { HOSTILE_PAGES } from './hostile-pages.ts';
import { measurements } from './measure-pages.ts';

const run = promisify(execFile);

/** Memory is asserted, being the same on any machine; times are shown, and the test's own limit ends what is not linear. */
test('pages that are meant to hurt are refused or read, within 64 MB above idle', async () => {
  const script = join(import.meta.dirname, 'measure-pages.ts');
  const { stdout } = await run(process.execPath, ['--expose-gc', script]);
  const json: unknown = JSON.parse(stdout);
  const measured = measurements.parse(json);
  const rows = measured.map(({ name, outcome, ms, mb }) =>
    [ms.toFixed(0).padStart(6), mb.toFixed(0).padStart(6), '', outcome.padEnd(12), name].join(' '),
  );
  console.log(['    ms     MB  outcome      page', ...rows].join('\n'));
  const outcomes = Object.fromEntries(measured.map(({ name, outcome }) => [name, outcome]));
  expect(outcomes).toEqual(
    Object.fromEntries(Object.entries(HOSTILE_PAGES).map(([name, { outcome }]) => [name, outcome])),
  );
  expect(measured.filter(({ mb }) => mb >= 64)).toEqual([]);
});
