import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { measurements } from '../functions/ingest-article/parse/hostile/measure.ts';
import { UPLOADS } from '../functions/ingest-article/parse/hostile/uploads.ts';
import { type Row, rounded, type Scenario } from './scenario.ts';

/** What may be used until an upload is refused or read, on one core and above what the process has idle. */
const MOST_MS = 250;
const MOST_MB = 64;
/** Twice the size takes twice the time where a step is linear; what takes hardly any says nothing. */
const MOST_GROWTH = 3;
const MEASURABLE_MS = 40;

/** How long the function that parses uploads is held up by the worst of them. */
export const hostile: Scenario = {
  name: 'hostile',
  about: `uploads that are meant to hurt: time and memory until each is refused or read (${MOST_MS} ms, ${MOST_MB} MB)`,
  async run(progress) {
    if (!existsSync('/proc/self/clear_refs')) {
      progress('memory is measured on Linux only: left out');
      return [];
    }
    progress(`parsing ${UPLOADS.length} uploads twice, each in a process of its own`);
    const rows: Row[] = [];
    for (const { name } of UPLOADS) rows.push(await rowOf(name));
    const over = rows.filter(({ over }) => over !== '');
    return [{ title: `Hostile uploads (${over.length} of ${rows.length} over)`, rows, notes: NOTES }];
  },
};

const NOTES = [
  'In a fresh process after one ordinary article of each kind. CPU: of all threads, so that other work on the machine hardly counts.',
  `× 2: the CPU time of the whole by that of half of it, where that is ${MEASURABLE_MS} ms at least. MB: at most above idle.`,
];

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../functions/ingest-article/parse/hostile/measure.ts');

async function measure(name: string, share: number) {
  const { stdout } = await run(process.execPath, ['--expose-gc', SCRIPT, String(share), name]);
  const json: unknown = JSON.parse(stdout);
  const [measured] = measurements.parse(json);
  if (!measured) throw new Error(`${name} was not measured`);
  return measured;
}

async function rowOf(name: string): Promise<Row> {
  const whole = await measure(name, 1);
  const half = await measure(name, 0.5);
  const growth = half.cpuMs >= MEASURABLE_MS && half.outcome === whole.outcome ? whole.cpuMs / half.cpuMs : undefined;
  const over = [
    whole.cpuMs > MOST_MS && 'time',
    whole.mb > MOST_MB && 'memory',
    growth !== undefined && growth > MOST_GROWTH && 'growth',
  ];
  return {
    upload: name,
    outcome: whole.outcome,
    ms: rounded(whole.ms, 0),
    'CPU ms': rounded(whole.cpuMs, 0),
    '× 2': growth === undefined ? '' : rounded(growth, 1),
    MB: rounded(whole.mb, 0),
    over: over.filter(Boolean).join(' '),
  };
}
