import { readFileSync } from 'node:fs';

/** Pages of x64 Linux, the platform that this host is for. */
const PAGE_BYTES = 4096;

/** What a process holds of the machine's memory, native libraries' share included, in MB; undefined where nobody tells. */
export function residentMb(pid: number | undefined): number | undefined {
  try {
    const [, resident] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return (Number(resident) * PAGE_BYTES) / 2 ** 20;
  } catch {
    return undefined;
  }
}
