import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { Table } from '../../shared/store/table.ts';
import { main, parseArguments, UsageError } from './arguments.ts';
import { ArticleMap, readMap } from './comments/article-map.ts';
import { FileRefused } from './comments/file-refused.ts';
import { formatOf } from './comments/format-of.ts';
import { type Format, importFile } from './comments/import-file.ts';
import { progressLine } from './comments/progress-line.ts';
import { readText } from './comments/read-text.ts';
import { UnitTable } from './comments/unit-table.ts';
import { stageAccess } from './stage-access.ts';

const HELP = `
Imports comments: of Disqus, of WordPress, or of another stage. The same import again writes only what is missing.

  npm run import-comments -- FILE [--format disqus|wxr|ndjson] [--map FILE.csv] [--dry-run] [--stage NAME]

  FILE            an export of Disqus (XML), of WordPress (WXR), or of npm run export-comments; may be gzipped
  --format NAME   which of them, where it cannot be seen
  --map FILE.csv  which articles the old site's pages are, one a line: address,article id. Without it an article is found by the
                  address of its page here, by its guid, or by its canonical source
  --dry-run       tells what it would do, and writes nothing
  --stage NAME    a deployed stage (default: the newsroom of npm start)

Ends with 1 if the file was refused, in which case nothing was written.
`;

const format = z.enum(['disqus', 'wxr', 'ndjson']).optional();

await main(async () => {
  const { values, positionals } = parseArguments(
    HELP,
    {
      format: { type: 'string' },
      map: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      stage: { type: 'string' },
    },
    true,
  );
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UsageError('Name one file to import.');
  const named = format.safeParse(values.format);
  if (!named.success) throw new UsageError(`There is no format ${values.format}: disqus, wxr or ndjson.`);
  // npm runs scripts in the project's folder; paths are meant from where it was called.
  const at = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const map = readMap(values.map === undefined ? '' : readFileSync(at(values.map), 'utf8'));

  const stage = await stageAccess(values.stage);
  const table = (output: 'EditorialTableName' | 'DiscussionTableName') =>
    new Table(stage.dynamoDb(), stage.output(output));
  const units = new UnitTable(table('DiscussionTableName'));
  const text = () => readText(at(name));
  const shown = progressLine();
  try {
    const kind: Format = named.data ?? (await formatOf(text()));
    const report = await importFile({
      text,
      format: kind,
      articles: new ArticleMap(table('EditorialTableName'), map),
      write: values['dry-run'] ? undefined : (unit) => units.write(unit),
      onProgress: shown.at,
    });
    shown.end();
    const { imported, known, moved, withoutZone, skipped } = report;
    console.log(`${values['dry-run'] ? 'Would import' : 'Imported'} ${imported} comments; ${known} were there before.`);
    if (moved > 0) console.log(`${moved} answer comments that were not found: each is at the head of a thread now.`);
    if (withoutZone > 0) console.log(`${withoutZone} have times without a zone, which were taken for UTC.`);
    for (const [reason, { count, examples }] of skipped) {
      console.log(`skipped  ${count}  ${reason}  (${examples.join(', ')}${count > examples.length ? ', …' : ''})`);
    }
    return 0;
  } catch (error) {
    shown.end();
    if (!(error instanceof FileRefused)) throw error;
    console.error(`Refused: ${error.message}`);
    return 1;
  }
});
