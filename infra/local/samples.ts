import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Uploads the sample articles with the upload command, like anyone, the first time that a state directory is used, and waits
 * until they stand. What is refused is shown and does not keep the newsroom from running; the next start tries again.
 */
export async function putInSamples(root: string, state: string, report: (what: string) => void, signal: AbortSignal) {
  const done = join(state, 'samples-put-in');
  if (existsSync(done)) return;
  report('samples    being uploaded to newsroom-uploads');
  const upload = spawn(process.execPath, ['infra/commands/upload.ts', 'samples/articles'], {
    cwd: root,
    env: { ...process.env, NEWSROOM_STATE: state, INIT_CWD: root, AWS_ENDPOINT_URL: undefined },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Out of the terminal's group: on Ctrl-C the host ends it, by the signal.
    detached: true,
    signal,
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    upload.once('error', reject);
    upload.once('close', resolve);
  });
  if (code === 0) writeFileSync(done, '');
  else report('samples    not all of them stand; see above, and the logs');
}
