import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { FunctionSpec } from '../specs.ts';
import { residentMb } from './resident-memory.ts';

/** What became of an event: the function's answer as JSON, or its error in Lambda's shape. */
export type Outcome = { ok: true; payload: string } | { ok: false; error: FunctionError };

export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export interface EnvironmentOptions {
  /** What the SDK's clients talk to, S3 and SQS. */
  endpoint: string;
  tableEndpoint: string;
  /** An open file that takes what the function writes. */
  logFd: number;
  /** Where compiled code is kept between processes. */
  compileCacheDir: string;
}

const RUNTIME = fileURLToPath(new URL('./runtime.mjs', import.meta.url));
const INIT_TIMEOUT_MS = 10_000;
const MEMORY_LOOK_MS = 200;
/** Of the two halves of the young generation: at V8's 16 MB each, most of what a function's process holds is rubbish. */
const SEMI_SPACE_MB = 4;

const functionError = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).exactOptional(),
});
const runtimeMessage = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ failed: functionError }),
  z.object({ requestId: z.string(), result: z.string() }),
  z.object({ requestId: z.string(), error: functionError }),
]);

/**
 * One execution environment: a process that runs the bundle of a function, one event at a time, with nothing in its
 * environment but the function's own variables and those that Lambda sets. It ends with the host, however the host ends.
 */
export class Environment {
  readonly #spec: FunctionSpec;
  readonly #child: ChildProcess;
  readonly #initialised: Promise<FunctionError | undefined>;
  #settle: ((outcome: Outcome) => void) | undefined;
  #settleInit: (error: FunctionError | undefined) => void = () => undefined;
  #alive = true;

  constructor(spec: FunctionSpec, options: EnvironmentOptions) {
    this.#spec = spec;
    this.#initialised = new Promise((resolve) => {
      this.#settleInit = resolve;
    });
    this.#child = spawn(process.execPath, [RUNTIME, spec.assetDir, spec.handler, options.compileCacheDir], {
      cwd: spec.assetDir,
      env: variables(spec, options),
      stdio: ['ignore', options.logFd, options.logFd, 'ipc'],
      // Events and answers are JSON already, which need not be escaped as a string in JSON once more.
      serialization: 'advanced',
      // Out of the terminal's group: on Ctrl-C the host lets an event in work come to its end.
      detached: true,
    });
    this.#child.on('message', (message) => this.#receive(message));
    this.#child.once('error', (error) => this.#end({ errorType: 'Runtime.Spawn', errorMessage: error.message }));
    this.#child.once('exit', (code, signal) => {
      const how = signal ? `signal: ${signal}` : `exit status ${code}`;
      this.#end({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${how}` });
    });
  }

  /** False once the process has ended or is ending: it takes no further event. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Runs one event. Never rejects; a process that exceeds the function's time-out or its memory is killed. */
  async invoke(event: unknown): Promise<Outcome> {
    const failed = await this.#initialised;
    if (failed) return { ok: false, error: failed };
    const requestId = randomUUID();
    const timeoutMs = this.#spec.timeoutSeconds * 1000;
    const deadline = Date.now() + timeoutMs;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => {
        const task = `${new Date().toISOString()} ${requestId} Task timed out after`;
        this.#end({
          errorType: 'Sandbox.Timedout',
          errorMessage: `${task} ${this.#spec.timeoutSeconds.toFixed(2)} seconds`,
        });
        this.#child.kill('SIGKILL');
      }, timeoutMs);
      // The heap has a limit of its own; what decoders and the like take beside it shows only here.
      const watch = setInterval(() => this.#killIfTooLarge(), MEMORY_LOOK_MS);
      this.#settle = (outcome) => {
        clearTimeout(timer);
        clearInterval(watch);
        this.#settle = undefined;
        resolve(outcome);
      };
      this.#child.send({ requestId, event: JSON.stringify(event), deadline }, (error) => {
        if (error) this.#end({ errorType: 'Runtime.ExitError', errorMessage: error.message });
      });
    });
  }

  /** Ends the process, and with it any event in work. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#alive = false;
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** Fails the initialisation when it takes longer than Lambda would let it. */
  watchInit(): void {
    const timer = setTimeout(() => {
      this.#end({
        errorType: 'Sandbox.Timedout',
        errorMessage: `Init timed out after ${INIT_TIMEOUT_MS / 1000} seconds`,
      });
      this.#child.kill('SIGKILL');
    }, INIT_TIMEOUT_MS);
    void this.#initialised.then(() => clearTimeout(timer));
  }

  #killIfTooLarge(): void {
    const { memoryMb } = this.#spec;
    const used = residentMb(this.#child.pid) ?? 0;
    if (used <= memoryMb) return;
    const errorMessage = `Runtime exited with error: signal: killed (${Math.round(used)} MB used of ${memoryMb} MB)`;
    this.#end({ errorType: 'Runtime.ExitError', errorMessage });
    this.#child.kill('SIGKILL');
  }

  #receive(raw: unknown): void {
    const message = runtimeMessage.parse(raw);
    if ('ready' in message) this.#settleInit(undefined);
    else if ('failed' in message) this.#end(message.failed);
    else if ('result' in message) this.#settle?.({ ok: true, payload: message.result });
    else this.#settle?.({ ok: false, error: message.error });
  }

  #end(error: FunctionError): void {
    this.#alive = false;
    this.#settleInit(error);
    this.#settle?.({ ok: false, error });
  }
}

/** As Lambda bounds the heap by the function's memory; a bound of the function's own comes last, and holds. */
const nodeOptions = ({ memoryMb, environment: { NODE_OPTIONS = '' } }: FunctionSpec): string =>
  [
    `--max-old-space-size=${Math.max(64, Math.floor(memoryMb * 0.9))}`,
    `--max-semi-space-size=${SEMI_SPACE_MB}`,
    NODE_OPTIONS,
  ]
    .join(' ')
    .trim();

function variables(spec: FunctionSpec, options: EnvironmentOptions): NodeJS.ProcessEnv {
  const region = 'us-east-1';
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: options.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: options.tableEndpoint,
    ...spec.environment,
    NODE_OPTIONS: nodeOptions(spec),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_FUNCTION_TIMEOUT: String(spec.timeoutSeconds),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: spec.assetDir,
    _HANDLER: spec.handler,
  };
}
