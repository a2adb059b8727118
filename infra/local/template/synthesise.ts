import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { sourcesFingerprint } from './sources-fingerprint.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/**
 * Synthesises the app into `outdir`, as `cdk synth` would, and answers whether it had to: what is there from the very same
 * sources and context is left alone. It runs in a process of its own, so that the CDK's 200 MB do not stay in the host.
 * Throws with the app's own last words when it fails.
 */
export async function synthesise(
  root: string,
  outdir: string,
  context: Record<string, string>,
  signal?: AbortSignal,
): Promise<boolean> {
  const fingerprint = sourcesFingerprint(root, context);
  const stamp = join(outdir, 'newsroom-sources');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return false;
  rmSync(outdir, { recursive: true, force: true });
  const { context: ours } = cdkJson.parse(JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')));
  const env = {
    ...process.env,
    CDK_OUTDIR: outdir,
    // CloudFormation's rules are for what is deployed; they take as long as all the rest.
    CDK_VALIDATION: 'false',
    // What the CDK's command line passes: cdk.json's context, the paths that local names are made of, and no analytics.
    CDK_CONTEXT_JSON: JSON.stringify({
      ...ours,
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:version-reporting': false,
      ...context,
    }),
    JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
  };
  const app = spawn(process.execPath, [join(root, 'infra/app.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  let said = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-8_000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    app.once('error', reject);
    app.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The stack could not be synthesised:\n${said.trim()}`);
  // Last, so that an interrupted synthesis counts for nothing.
  writeFileSync(stamp, fingerprint);
  return true;
}
