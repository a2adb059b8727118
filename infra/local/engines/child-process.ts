import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A shell that runs the command and ends it when our end of the pipe closes, which the kernel does even when this process
 * is killed by SIGKILL: an engine must not outlive the host and hold its data file or its port.
 */
const GUARD = `exec 3<&0
"$@" </dev/null &
child=$!
(read -r _ <&3; kill "$child" 2>/dev/null) &
guard=$!
trap 'kill "$child"' TERM INT
wait "$child"
code=$?
kill "$guard" 2>/dev/null
exit "$code"`;

export interface GuardedProcess {
  /** Settles when the process has ended, with what it left: its exit code, or the signal. */
  readonly ended: Promise<string>;
  /** Asks the process to end, and waits for it; kills it after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts a native engine that ends with this process, however this process ends. Its output goes to `logFile`, or nowhere. */
export function startGuarded(
  command: string,
  args: string[],
  options: { cwd?: string; logFile?: string } = {},
): GuardedProcess {
  const output = options.logFile === undefined ? 'ignore' : openSync(options.logFile, 'a');
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
    stdio: ['pipe', output, output],
    // A group of its own: Ctrl-C in a terminal reaches the host only, which then ends its engines in order.
    detached: true,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { ended, stop: (graceMs = 3000) => stop(child, ended, graceMs) };
}

async function stop(child: ChildProcess, ended: Promise<string>, graceMs: number): Promise<void> {
  child.stdin?.end();
  const timer = sleep(graceMs, 'late', { ref: false });
  if ((await Promise.race([ended, timer])) !== 'late' || child.pid === undefined) return;
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

/** A TCP port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
