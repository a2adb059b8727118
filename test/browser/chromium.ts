import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

/** A browser that can be started: its program, and the variables that it needs beside ours. */
export interface Chromium {
  executablePath: string;
  env: Record<string, string>;
}

/** Where the packed browser is laid out, once an `npm ci`. */
const UNPACKED = join(import.meta.dirname, '../../node_modules/.cache/chromium');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser of the tests: the one that `CHROMIUM` names, else the one that npm installs (Linux on x64: with its libraries and
 * fonts, so that lines break alike everywhere), else one that is found on the `PATH`. Undefined where none starts (ADR 108).
 */
export async function findChromium(): Promise<Chromium | undefined> {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const unpacked = await unpackedChromium();
    if (await starts(unpacked)) return unpacked;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const found = { executablePath: join(folder, name), env: {} };
      if (existsSync(found.executablePath) && (await starts(found))) return found;
    }
  }
  return undefined;
}

/** A program may be there and not be for this machine, or be a stub that tells how to install one. */
const starts = ({ executablePath, env }: Chromium): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(executablePath, ['--version'], { env: { ...process.env, ...env } }, (error) => resolve(error === null));
  });

async function unpackedChromium(): Promise<Chromium> {
  if (!existsSync(UNPACKED)) await unpack();
  return {
    executablePath: join(UNPACKED, 'chromium'),
    env: { LD_LIBRARY_PATH: join(UNPACKED, 'lib'), FONTCONFIG_FILE: join(UNPACKED, 'fonts.conf') },
  };
}

/** Beside its place first: whoever finds the folder finds all of it. */
async function unpack(): Promise<void> {
  const packed = fileURLToPath(new URL('../bin', import.meta.resolve('@sparticuz/chromium')));
  await mkdir(dirname(UNPACKED), { recursive: true });
  const folder = await mkdtemp(`${UNPACKED}-`);
  const program = createWriteStream(join(folder, 'chromium'), { mode: 0o755 });
  await Promise.all([
    pipeline(opened(join(packed, 'chromium.br')), createBrotliDecompress(), program),
    unpackTar(join(packed, 'al2023.tar.br'), folder),
    unpackTar(join(packed, 'fonts.tar.br'), folder),
  ]);
  await writeFile(
    join(folder, 'fonts.conf'),
    `<fontconfig><dir>${UNPACKED}/fonts</dir><cachedir>${UNPACKED}/font-cache</cachedir></fontconfig>\n`,
  );
  try {
    await rename(folder, UNPACKED);
  } catch (error) {
    await rm(folder, { recursive: true });
    // Another process was quicker.
    if (!existsSync(UNPACKED)) throw error;
  }
}

async function unpackTar(file: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(tar, 'exit');
  await pipeline(opened(file), createBrotliDecompress(), tar.stdin);
  const [code] = await ended;
  if (code !== 0) throw new Error(`tar ended with ${code}`);
}

const opened = (file: string) => createReadStream(file, { highWaterMark: 2 ** 20 });
