import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that the template and the bundles are made of. */
const FOLDERS = ['infra', 'functions', 'shared', 'events'];
const FILES = ['cdk.json', 'package-lock.json', 'tsconfig.json'];

/** A hash of the project's sources and of what else the template depends on: equal exactly as long as nothing has changed. */
export function sourcesFingerprint(root: string, also: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(also));
  for (const file of [...FILES, ...FOLDERS.flatMap((folder) => filesIn(root, folder))]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

const filesIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
