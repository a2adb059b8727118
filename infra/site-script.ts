import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** Where the script stands as the publishing functions import it. */
const MODULE = join(ROOT, 'shared/article/comments-script.ts');

/**
 * The script of the comments on articles' pages, made of `site/comments/`: one text, a function of the sources alone. It is
 * kept among the sources, so that whatever renders a page knows the script's name without a bundler.
 */
export async function commentsScript(): Promise<string> {
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
  return outputFiles[0]?.text ?? '';
}

/** Writes its module anew. */
export async function writeCommentsScript(): Promise<void> {
  const text = `/** What runs on articles' pages. Made of \`site/comments/\` by \`npm run site\`: change it there. */
export const COMMENTS_SCRIPT = ${JSON.stringify(await commentsScript())};
`;
  await writeFile(MODULE, text);
}
