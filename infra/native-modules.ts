import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '..');

/** Packages with machine code of their own, which no bundle can hold. */
export const NATIVE_MODULES: readonly string[] = ['sharp'];

/** For whom a bundle is: this very machine, or Lambda on arm64. */
export type Target = 'here' | 'lambda';

/** Gives a bundle this package beside it, in `node_modules`. Here that is a link, so that it costs no time. */
export async function addNativeModule(bundle: string, name: string, target: Target): Promise<void> {
  if (target === 'lambda') {
    await cp(join(await installedForLambda(name), 'node_modules'), join(bundle, 'node_modules'), { recursive: true });
    return;
  }
  await mkdir(join(bundle, 'node_modules'), { recursive: true });
  await symlink(join(ROOT, 'node_modules', name), join(bundle, 'node_modules', name));
}

const lockEntry = z.looseObject({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

type LockEntry = z.infer<typeof lockEntry>;

const packageLock = z.object({ packages: z.record(z.string(), z.unknown()) });

/**
 * The package and what it needs as Lambda on arm64 runs it, in a directory: installed by npm once a version, as our own lock has
 * it, integrity included. Throws when the registry cannot be reached and it has not been before.
 */
async function installedForLambda(name: string): Promise<string> {
  const { packages } = packageLock.parse(JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')));
  const locked = closureOf(name, packages);
  const own = {
    name: `${name}-for-lambda`,
    version: '1.0.0',
    private: true,
    dependencies: { [name]: locked[`node_modules/${name}`]?.version },
  };
  const lock = JSON.stringify({ ...own, lockfileVersion: 3, requires: true, packages: { '': own, ...locked } });
  const place = join(
    ROOT,
    'node_modules/.cache/newsroom',
    createHash('sha256').update(lock).digest('hex').slice(0, 16),
  );
  await mkdir(dirname(place), { recursive: true });
  const work = await mkdtemp(`${place}-`);
  try {
    if (await isThere(place)) return place;
    await writeFile(join(work, 'package.json'), JSON.stringify(own));
    await writeFile(join(work, 'package-lock.json'), lock);
    await npm(['ci', '--os=linux', '--cpu=arm64', '--libc=glibc', '--ignore-scripts', '--no-audit', '--no-fund'], work);
    // Whoever else did the same at once may have been first: then theirs is as good.
    await rename(work, place).catch(() => undefined);
    return place;
  } catch (error) {
    throw new Error(`${name} for Lambda could not be installed: is the package registry within reach?`, {
      cause: error,
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The entries of a lock for a package and all that it may need, for any platform. */
function closureOf(name: string, packages: Record<string, unknown>): Record<string, LockEntry> {
  const found: Record<string, LockEntry> = {};
  const add = (path: string) => {
    if (found[path] || packages[path] === undefined) return;
    const entry = lockEntry.parse(packages[path]);
    found[path] = entry;
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const nested = `${path}/node_modules/${needed}`;
      add(packages[nested] === undefined ? `node_modules/${needed}` : nested);
    }
  };
  add(`node_modules/${name}`);
  return found;
}

const isThere = (directory: string) =>
  readFile(join(directory, 'package.json')).then(
    () => true,
    () => false,
  );

const npm = async (args: string[], cwd: string) => await promisify(execFile)('npm', args, { cwd });
