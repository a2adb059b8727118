import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { filesToUpload } from '../../../infra/commands/upload/files-to-upload.ts';

const root = mkdtempSync(join(tmpdir(), 'newsroom-files-'));
for (const path of [
  'a.txt',
  'desk/world/b c.md',
  'desk/a.txt',
  'desk/.git/config',
  'desk/.hidden.txt',
  'other/a.txt',
]) {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), 'x');
}
afterAll(() => rmSync(root, { recursive: true }));

const keys = async (...paths: string[]) => (await filesToUpload(paths, root)).map(({ key }) => key);

test('a file has its name for a key, a file of a folder its path within it; hidden ones stay', async () => {
  expect(await keys('a.txt')).toEqual(['a.txt']);
  expect(await keys('desk')).toEqual(['a.txt', 'world/b c.md']);
  expect(await keys('desk/world/')).toEqual(['b c.md']);
});

test('content types by the name', async () => {
  const files = await filesToUpload(['desk'], root);
  expect(files.map(({ contentType }) => contentType)).toEqual(['text/plain', 'text/markdown']);
});

test('a key of one’s own is for one file', async () => {
  expect(await filesToUpload(['a.txt'], root, 'world/x.txt')).toMatchObject([{ key: 'world/x.txt' }]);
  await expect(filesToUpload(['desk'], root, 'x.txt')).rejects.toThrow('--key is for one file; these are 2');
});

test('names what is not there, and what would be the same key', async () => {
  await expect(keys('a.txt', 'none.txt')).rejects.toThrow('There is no none.txt');
  await expect(keys('desk', 'other')).rejects.toThrow(
    /desk\/a\.txt and .*other\/a\.txt would both have the key a\.txt/,
  );
});
