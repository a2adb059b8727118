import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { nodeOptionsOf } from '../../infra/functions.ts';
import type { Progress } from './scenario.ts';

const slice = z.object({
  checked: z.number(),
  written: z.number(),
  failed: z.number(),
  seconds: z.number(),
  peakMb: z.number(),
  cursor: z.string().nullable(),
});

/** What a rebuild came to: outputs checked and objects written, how long it took, and the most memory that its process held (RSS). */
export type RebuildRun = z.infer<typeof slice>;

/** Has the function rebuild in a process of its own, of the bundle that is deployed, with this process' environment. */
export async function runRebuild(bundles: string, mode: 'feeds' | 'full', progress: Progress): Promise<RebuildRun> {
  const bundle = pathToFileURL(join(bundles, 'rebuild-feeds', 'index.mjs')).href;
  const script = join(import.meta.dirname, 'rebuild-process.ts');
  const child = spawn(process.execPath, [script, bundle, ...(mode === 'full' ? ['--full'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: nodeOptionsOf('rebuild-feeds') },
  });
  const exit = once(child, 'exit');
  let last: RebuildRun | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    last = slice.parse(JSON.parse(line));
    if (last.cursor !== null) progress(`rebuild: ${last.checked} checked, ${last.written} written, at ${last.cursor}`);
  }
  const [code] = await exit;
  if (code !== 0 || !last || last.failed > 0)
    throw new Error(`the rebuild failed (exit code ${code}, ${last?.failed} outputs)`);
  return last;
}
