import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { S3Client } from '@aws-sdk/client-s3';
import { LOCAL_CREDENTIALS, readRunning } from '../infra/local/state.ts';
import { measureTree } from './bench/process-tree.ts';

/** A whole `npm start` of its own: on free ports, with its state in a temporary directory, empty. */
export class LocalNewsroom {
  readonly siteUrl: string;
  readonly s3: S3Client;
  readonly bucket: string;
  /** What the CDN serves. */
  readonly publicBucket: string;
  /** From the command to the ready line. */
  readonly readyMs: number;
  /** Where it keeps everything; a newsroom that was killed can be started again on it. */
  readonly state: string;
  readonly #host: ChildProcess;

  private constructor(host: ChildProcess, state: string, siteUrl: string, readyMs: number) {
    const { storeUrl, outputs } = readRunning(state);
    this.#host = host;
    this.state = state;
    this.siteUrl = siteUrl;
    this.readyMs = readyMs;
    this.bucket = outputs.UploadsBucketName ?? 'newsroom-uploads';
    this.publicBucket = outputs.PublicBucketName ?? 'newsroom-public';
    const place = { endpoint: storeUrl, region: 'us-east-1', forcePathStyle: true };
    this.s3 = new S3Client({ ...place, credentials: LOCAL_CREDENTIALS });
  }

  /** Rejects with the host's own words when it ends before it is ready. */
  static async start(state = mkdtempSync(join(tmpdir(), 'newsroom-')), hub = ''): Promise<LocalNewsroom> {
    const begun = performance.now();
    const host = spawn(process.execPath, [join(import.meta.dirname, '../infra/local/start.ts'), '--empty'], {
      env: { ...process.env, PORT: '0', S3_PORT: '0', NEWSROOM_STATE: state, HUB_URL: hub },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let siteUrl: string | undefined;
    const said: string[] = [];
    for await (const line of createInterface({ input: host.stdout })) {
      said.push(line);
      siteUrl = /^newsroom ready: (\S+)/.exec(line)?.[1];
      if (siteUrl) break;
    }
    if (!siteUrl) throw new Error(`the newsroom did not start:\n${said.join('\n')}`);
    host.stdout.resume();
    return new LocalNewsroom(host, state, siteUrl, performance.now() - begun);
  }

  /** All its processes: the host, the table engine, the functions' environments. */
  measure() {
    if (this.#host.pid === undefined) throw new Error('the newsroom has no process');
    return measureTree(this.#host.pid);
  }

  /** Ends it as Ctrl-C does, forgets its state, and gives back the exit code. */
  async stop(): Promise<number | null> {
    const code = await this.#end('SIGTERM');
    rmSync(this.state, { recursive: true, force: true });
    return code;
  }

  /** Ends its host at once, as the kernel would when memory is short. The state stays. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    this.s3.destroy();
    const ended = once(this.#host, 'exit');
    this.#host.kill(signal);
    const [code] = await ended;
    return code;
  }
}
