import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { FUNCTION_NAMES } from '../../infra/functions.ts';

const scratch: string[] = [];
afterAll(() => {
  for (const directory of scratch) rmSync(directory, { recursive: true });
});

/** A root of functions that share a file and ask for a CommonJS one, which asks for a module of Node's by `require`. */
function root(answer: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'newsroom-test-root-'));
  scratch.push(directory);
  writeFileSync(join(directory, 'old.cjs'), "exports.eol = require('node:os').EOL;\n");
  writeFileSync(
    join(directory, 'shared.ts'),
    `export const answer: string = '${answer}';\nexport const unused = 'never called';\n`,
  );
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(directory, 'functions', name), { recursive: true });
    const source = [
      "import { answer } from '../../shared.ts';",
      "import { eol } from '../../old.cjs';",
      `export const handler = async () => ['${name}', answer, eol];`,
    ];
    writeFileSync(join(directory, 'functions', name, 'handler.ts'), source.join('\n'));
  }
  return directory;
}

async function bundled(from: string): Promise<string> {
  const directory = await bundleFunctions(from);
  scratch.push(directory);
  return directory;
}

const bytes = (directory: string) =>
  FUNCTION_NAMES.flatMap((name) =>
    ['index.mjs', 'index.mjs.map'].map((file) => readFileSync(join(directory, name, file), 'utf8')),
  );

/** What each bundle's handler answers, in a Node of its own: as Lambda loads them, and far from this project's modules. */
function answers(directory: string): unknown {
  const paths = FUNCTION_NAMES.map((name) => join(directory, name, 'index.mjs'));
  const script = `const bundles = await Promise.all(${JSON.stringify(paths)}.map((path) => import(path)));
    console.log(JSON.stringify(await Promise.all(bundles.map(({ handler }) => handler()))));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }));
}

describe('bundleFunctions', () => {
  it('makes of each function one file that runs by itself, CommonJS and all', async () => {
    const directory = await bundled(root('42'));
    expect(answers(directory)).toEqual(FUNCTION_NAMES.map((name) => [name, '42', '\n']));
    const description: unknown = JSON.parse(readFileSync(join(directory, 'articles/openapi.json'), 'utf8'));
    expect(description).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
  });

  it('gives the same bytes wherever it runs, and others when the code changes', async () => {
    const [one, again, changed] = [await bundled(root('42')), await bundled(root('42')), await bundled(root('43'))];
    expect(bytes(again)).toEqual(bytes(one));
    expect(bytes(changed)).not.toEqual(bytes(one));
  });

  it('leaves out what is not called, and points its source map at the sources', async () => {
    const directory = await bundled(root('42'));
    expect(bytes(directory).join()).not.toContain('never called');
    const { sources } = z
      .object({ sources: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(join(directory, 'publish', 'index.mjs.map'), 'utf8')));
    expect(sources).toContain('../../functions/publish/handler.ts');
  });
});
