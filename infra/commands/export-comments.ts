import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { Table } from '../../shared/store/table.ts';
import { main, parseArguments, UsageError } from './arguments.ts';
import { allUnits } from './comments/all-units.ts';
import { lineOf } from './comments/unit.ts';
import { stageAccess } from './stage-access.ts';

const HELP = `
Exports all comments with their earlier texts, decisions, flags and likes, one a line (NDJSON), the oldest first. It holds what readers have said
and their addresses: keep it as you keep the table, and delete it when somebody in it is erased.

  npm run --silent export-comments -- [FILE] [--stage NAME]

  FILE          where to write it (default: standard output)
  --stage NAME  a deployed stage (default: the newsroom of npm start)
`;

await main(async () => {
  const { values, positionals } = parseArguments(HELP, { stage: { type: 'string' } }, true);
  const [name, ...others] = positionals;
  if (others.length > 0) throw new UsageError('Name one file at most.');
  const stage = await stageAccess(values.stage);
  const table = new Table(stage.dynamoDb(), stage.output('DiscussionTableName'));
  const path = name === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), name);
  const out = path === undefined ? process.stdout : createWriteStream(path, { mode: 0o600 });
  let count = 0;
  for await (const unit of allUnits(table)) {
    if (!out.write(lineOf(unit))) await once(out, 'drain');
    count++;
  }
  if (path !== undefined) {
    out.end();
    await finished(out);
  }
  console.error(`${count} comments`);
  return 0;
});
