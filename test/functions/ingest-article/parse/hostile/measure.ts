import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { outcomeOf } from '../corpora.ts';
import { parse } from '../parsing.ts';
import { SENTENCE } from './hostile.ts';
import { UPLOADS } from './uploads.ts';

/**
 * What became of an upload; `cpuMs` of all threads, the garbage collector's too; `mb` at most above what the process had idle, the
 * upload itself included.
 */
const measurement = z.object({
  name: z.string(),
  outcome: z.string(),
  ms: z.number(),
  cpuMs: z.number(),
  mb: z.number(),
});
export const measurements = z.array(measurement);

type Measurement = z.infer<typeof measurement>;

/** Linux alone lets a process forget the most that it has had, and read it. */
const forgetPeak = () => writeFileSync('/proc/self/clear_refs', '5');
const peakMb = () => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;

const PARAGRAPHS = Array.from({ length: 11 }, () => `<p>${SENTENCE.repeat(5)}</p>`).join('');

/** One ordinary article of each kind. */
function warmUp(): void {
  parse(PARAGRAPHS.replaceAll(/<[^<>]*>/g, '\n\n'));
  parse(`# Bridge\n\n${PARAGRAPHS.replaceAll(/<[^<>]*>/g, '\n\n')}`, { key: 'a.md' });
  parse(`<!doctype html><title>Bridge</title><article>${PARAGRAPHS}</article>`);
  parse(`<nitf><body><body.content>${PARAGRAPHS}</body.content></body></nitf>`);
  parse(JSON.stringify({ uri: 'a', body_html: PARAGRAPHS }));
}

function measure(name: string, share: number): Measurement {
  const upload = UPLOADS.find((each) => each.name === name);
  if (!upload) throw new Error(`there is no ${name}`);
  const made = upload.make(share);
  const body = typeof made === 'string' ? Buffer.from(made) : made;
  globalThis.gc?.();
  const idle = process.memoryUsage.rss() / 2 ** 20 - body.length / 2 ** 20;
  forgetPeak();
  const [start, before] = [performance.now(), process.cpuUsage()];
  const parsed = parse(body, { key: upload.key });
  const { user, system } = process.cpuUsage(before);
  const ms = performance.now() - start;
  return { name, outcome: outcomeOf(parsed).outcome, ms, cpuMs: (user + system) / 1000, mb: peakMb() - idle };
}

// Run as a process of its own, with the garbage collector, a share of the sizes and the names of uploads: all when none is given.
if (import.meta.main) {
  const [share, ...names] = process.argv.slice(2);
  warmUp();
  const chosen = names.length > 0 ? names : UPLOADS.map(({ name }) => name);
  const measured = chosen.map((name) => measure(name, Number(share)));
  process.stdout.write(JSON.stringify(measured satisfies Measurement[]));
}
