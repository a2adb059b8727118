import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { main, parseArguments } from '../commands/arguments.ts';
import { onEndOfNpm } from './end-of-npm.ts';
import { EVENT_FILES } from './event-journal.ts';
import { startHost } from './host.ts';
import { portFrom } from './ports.ts';
import { putInSamples } from './samples.ts';
import { readRunning, stateDirectory } from './state.ts';
import { lockState } from './state-lock.ts';
import { welcome } from './welcome.ts';

const HELP = `
Brings up the whole newsroom on this machine, from the synthesised template, until Ctrl-C.

  npm start [-- --fresh] [-- --empty]

  --fresh   forgets everything that the local newsroom holds, and begins anew
  --empty   puts in no sample articles

  PORT            the site and its API (default 4000; 0: a free one)
  S3_PORT         S3, SQS and invocations of functions (default 4566; 0: a free one)
  HUB_URL         a WebSub hub to be told of feeds that have changed
  WEBHOOK_URL     a webhook that is sent what happens to comments; its secrets are in secrets.json
  NEWSROOM_STATE  where everything is kept (default .newsroom)
  DYNAMODB_ENDPOINT  a DynamoDB-compatible server that runs already, in place of the embedded one
`;

const ROOT = join(import.meta.dirname, '../..');

/** All that a start leaves in the state directory, but for the lock. Nothing else there is ever removed. */
const KEPT = [
  ...['cdk.out', 'checkpoints', 'compile-cache', 'issuer', 'logs', 'objects', 'tables'],
  ...EVENT_FILES,
  ...['outputs.json', 'samples-put-in', 'secrets.json'],
];

const stopping = new AbortController();

await main(async () => {
  const { values } = parseArguments(HELP, {
    fresh: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
  });
  const begun = Date.now();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  onEndOfNpm(() => stopping.abort());
  const state = stateDirectory(ROOT);
  if (!(await lockState(state)))
    throw new Error(`A newsroom runs already with its state in ${state}${whereItIs(state)}`);
  const port = await portFrom('PORT', 4000);
  const storePort = await portFrom('S3_PORT', 4566);
  if (values.fresh) for (const name of KEPT) rmSync(join(state, name), { recursive: true, force: true });

  const report = (what: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${what}`);
  try {
    const host = await startHost({
      root: ROOT,
      state,
      port,
      storePort,
      hub: process.env.HUB_URL,
      webhook: process.env.WEBHOOK_URL,
      report,
      signal: stopping.signal,
    });
    try {
      if (!values.empty) await putInSamples(ROOT, state, report, stopping.signal);
      console.log(welcome({ ...host, state: relative(process.cwd(), state) || state }));
      await once(stopping.signal, 'abort');
    } finally {
      await host.stop();
    }
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
  console.log('newsroom ended');
  // Should anything still hold the process, it is not worth waiting for.
  setTimeout(() => process.exit(), 1000).unref();
  return 0;
});

function stop(): void {
  // The second time, whoever asks means at once.
  if (stopping.signal.aborted) process.exit(1);
  stopping.abort();
}

function whereItIs(state: string): string {
  try {
    return `: ${readRunning(state).outputs.SiteUrl}`;
  } catch {
    return '; it is still starting';
  }
}
