import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** A `npm start` of its own: its process, what it has printed so far, and how it ended. */
export interface NewsroomProcess {
  child: ChildProcess;
  output: () => string;
  /** Resolves with what `pattern` finds in the output; rejects when the process ends without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<number | string | null>;
}

/** Starts the local newsroom on free ports with its state in this directory. */
export function startNewsroom(state: string, env: Record<string, string> = {}, args: string[] = []): NewsroomProcess {
  const child = spawn(process.execPath, ['infra/local/start.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', S3_PORT: '0', NEWSROOM_STATE: state, npm_lifecycle_event: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text);
        if (found) resolve(found);
      };
      look();
      child.stdout?.on('data', look);
      void ended.then(() => reject(new Error(`It ended without ${pattern}:\n${text}`)));
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return { child, output: () => text, printed, ended };
}

/** A state directory of its own, and how to be rid of it. */
export function temporaryState(): { state: string; remove: () => void } {
  const state = mkdtempSync(join(tmpdir(), 'newsroom-state-'));
  return { state, remove: () => rmSync(state, { recursive: true, force: true }) };
}

/** The processes that descend from this one, itself left out. */
export function descendants(pid: number): number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const parent = parentOf(name);
    return parent === undefined ? [] : [[Number(name), parent] as const];
  });
  const below = (of: number): number[] =>
    parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function parentOf(pid: string): number | undefined {
  try {
    // The command, in parentheses, may hold anything; what counts stands behind the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[0] === 'Z' ? undefined : Number(fields?.[1]);
  } catch {
    return undefined;
  }
}

export const isAlive = (pid: number): boolean => parentOf(String(pid)) !== undefined;
