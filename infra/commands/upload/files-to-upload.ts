import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../arguments.ts';

/** A file on this machine and the key that it will have in the uploads bucket. */
export interface FileToUpload {
  path: string;
  key: string;
  contentType: string;
}

const CONTENT_TYPES: Record<string, string> = {
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
};

/**
 * The files that these paths name: a file under its own name, a folder's files under their paths within it, hidden ones left
 * out. A `key` is for a single file. Throws a UsageError for a path that is not there and for two files of one key.
 */
export async function filesToUpload(paths: string[], cwd: string, key?: string): Promise<FileToUpload[]> {
  const files: FileToUpload[] = [];
  for (const path of paths) files.push(...(await filesAt(resolve(cwd, path), path)));
  if (key !== undefined) {
    const [only, ...others] = files;
    if (!only || others.length > 0) throw new UsageError(`--key is for one file; these are ${files.length}.`);
    return [{ ...only, key }];
  }
  const byKey = new Map<string, FileToUpload>();
  for (const file of files) {
    const other = byKey.get(file.key);
    if (other) throw new UsageError(`${other.path} and ${file.path} would both have the key ${file.key}.`);
    byKey.set(file.key, file);
  }
  return files;
}

async function filesAt(path: string, asGiven: string): Promise<FileToUpload[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`There is no ${asGiven}.`);
  if (!found.isDirectory()) return [fileAt(path, basename(path))];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => fileAt(file, relative(path, file).split(sep).join('/')))
    .filter(({ key }) => !key.split('/').some((part) => part.startsWith('.')))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const fileAt = (path: string, key: string): FileToUpload => ({
  path,
  key,
  contentType: CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
});
