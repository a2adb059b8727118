import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** Where the script stands as the publishing functions import it. */
const MODULE = join(ROOT, 'shared/article/comments-script.ts');

/**
 * The module that has the script of the comments on articles' pages, made of `site/comments/`: one text, a function of the
 * sources alone. It is kept with the sources, so that whatever renders a page knows the script's name without a bundler.
 */
export async function commentsScriptModule(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['site/comments/main.ts'],
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const script = outputFiles[0]?.text ?? '';
  return `/** What runs on articles' pages. Made of \`site/comments/\` by \`npm run site\`: change it there. */
export const COMMENTS_SCRIPT = ${JSON.stringify(script)};
`;
}

/** Writes it anew. True when it was another. */
export async function writeCommentsScript(): Promise<boolean> {
  const [before, after] = [await readFile(MODULE, 'utf8').catch(() => ''), await commentsScriptModule()];
  if (before !== after) await writeFile(MODULE, after);
  return before !== after;
}
