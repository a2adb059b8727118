import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { outcomeOf } from '../corpora.ts';
import { parse } from '../parsing.ts';
import { measurements } from './measure.ts';
import { UPLOADS } from './uploads.ts';

/** No time is asserted: a step that is not linear runs into the time limit of the test. */
test.each(UPLOADS)('$name: $outcome', ({ key, make, outcome }) => {
  expect(outcomeOf(parse(make(1), { key })).outcome).toBe(outcome);
});

const run = promisify(execFile);

/** Memory is the same on any machine. The bench shows the times, each in a process of its own. */
test.runIf(existsSync('/proc/self/clear_refs'))(
  'none takes more than 64 MB above idle',
  { timeout: 180_000 },
  async () => {
    const script = join(import.meta.dirname, 'measure.ts');
    const { stdout } = await run(process.execPath, ['--expose-gc', script, '1'], { maxBuffer: 2 ** 24 });
    const json: unknown = JSON.parse(stdout);
    const measured = measurements.parse(json);
    expect(measured.length).toBe(UPLOADS.length);
    expect(measured.filter(({ mb }) => mb >= 64)).toEqual([]);
  },
);
