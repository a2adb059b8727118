import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { API_DESCRIPTION } from '../shared/http/api-description.ts';
import { FUNCTION_NAMES } from './functions.ts';
import { addNativeModule, NATIVE_MODULES, type Target } from './native-modules.ts';
import { openApiDocument } from './openapi/document.ts';

// CommonJS packages in an ESM bundle ask for Node's own modules by `require`, which a module does not have.
const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * Bundles every function, the AWS SDK with it, into a new temporary directory `{name}/index.mjs` beside its source map, and
 * answers that directory: the assets as they are deployed, and as the local host runs them. The bytes are a function of the
 * sources alone, wherever and whenever it runs, so that an asset's hash changes with the code only. A module with machine code
 * stands beside the bundle that needs it, and the API's description beside that of `articles`, which serves it.
 */
export async function bundleFunctions(
  root = join(import.meta.dirname, '..'),
  target: Target = 'here',
): Promise<string> {
  // Paths in source maps are relative to the output: a made-up one below the root, since the real one is never the same.
  const virtual = join(root, 'bundles');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: FUNCTION_NAMES.map((name) => ({
      in: join('functions', name, 'handler.ts'),
      out: join(name, 'index'),
    })),
    outdir: virtual,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    metafile: true,
    external: [...NATIVE_MODULES],
    platform: 'node',
    target: 'node24',
    format: 'esm',
    alias: {
      '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts'),
      'cssomnom/parse': join(import.meta.dirname, 'no-style-sheets.ts'),
    },
    mainFields: ['module', 'main'],
    banner: { js: BANNER },
    minify: true,
    treeShaking: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const directory = mkdtempSync(join(tmpdir(), 'newsroom-bundles-'));
  for (const file of outputFiles) {
    const path = join(directory, relative(virtual, file.path));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.contents);
  }
  writeFileSync(join(directory, 'articles', API_DESCRIPTION.file), JSON.stringify(openApiDocument()));
  for (const [output, { imports }] of Object.entries(metafile.outputs)) {
    for (const name of NATIVE_MODULES.filter((module) => imports.some(({ path }) => path === module))) {
      await addNativeModule(join(directory, relative('bundles', dirname(output))), name, target);
    }
  }
  return directory;
}
