import { readdirSync, readFileSync } from 'node:fs';

/** A process of Linux with all that it started, as /proc shows them: the newsroom's processes are these, all told. */
interface ProcessTimes {
  pid: number;
  parent: number;
  /** Seconds of CPU, user and system, of the process and of its children that have ended. */
  cpu: number;
}

/** USER_HZ, the unit of the times in /proc: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** How many processes there are, the CPU seconds that they have used so far, and the memory that they hold (PSS). */
export function measureTree(root: number): { processes: number; cpuSeconds: number; pssMb: number } {
  const tree = treeOf(root);
  return {
    processes: tree.length,
    cpuSeconds: tree.reduce((sum, { cpu }) => sum + cpu, 0),
    pssMb: tree.reduce((sum, { pid }) => sum + pssMbOf(pid), 0),
  };
}

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

const pssMbOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
