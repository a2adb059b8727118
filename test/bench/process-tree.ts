import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A process of Linux with all that it started, as /proc shows them: the newsroom's processes are these, all told. */
interface ProcessTimes {
  pid: number;
  parent: number;
  /** Seconds of CPU, user and system, of the process and of its children that have ended. */
  cpu: number;
}

/** USER_HZ, the unit of the times in /proc: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** One process, by the function it runs or its program. */
export interface ProcessUse {
  name: string;
  cpuSeconds: number;
  /** The memory that it holds: its own, and its share of what it shares (PSS). */
  pssMb: number;
}

/** What a process and all below it have used so far, one by one. The CPU time of those that have ended is their parent's. */
export const measureTree = (root: number): ProcessUse[] =>
  treeOf(root).map(({ pid, cpu }) => ({ name: nameOf(pid), cpuSeconds: cpu, pssMb: pssMbOf(pid) }));

function treeOf(root: number): ProcessTimes[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? timesOf(Number(name)) : []));
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** None when the process has ended meanwhile. See proc(5): fields 4 and 14 to 17, counted after the name in brackets. */
function timesOf(pid: number): ProcessTimes[] {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return [];
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return [{ pid, parent: Number(fields[1]), cpu: ticks / TICKS_PER_SECOND }];
}

/** A function's environment has its name among its variables, as on Lambda. */
function nameOf(pid: number): string {
  const lambda = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(read(`/proc/${pid}/environ`))?.[1];
  if (lambda) return lambda;
  const [program = '', script = ''] = read(`/proc/${pid}/cmdline`).split('\0');
  return basename(/node$/.test(program) ? script : program);
}

const pssMbOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
