import { parseArgs } from 'node:util';
import * as z from 'zod';
import { bundles } from './bundles.ts';
import { burst } from './burst.ts';
import { commentsTo } from './comments.ts';
import { feeds } from './feeds.ts';
import { hostile } from './hostile.ts';
import { parse } from './parse.ts';
import { publish } from './publish.ts';
import { asJson, asText } from './report.ts';
import { scaleTo } from './scale.ts';
import type { Progress, Scenario } from './scenario.ts';
import { upload } from './upload.ts';

const SCENARIOS: Scenario[] = [bundles, hostile, parse, publish, scaleTo(), burst, upload, feeds, commentsTo()];

const HELP = `Measures the newsroom and prints tables.

  npm run bench [-- SCENARIO…] [-- --json]

Scenarios (all of them when none is named):
${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

Options:
  --articles N  scale: up to this many stored articles, with full rebuilds beside so many too: 10000 take 10 minutes, 100000 an hour or more
  --comments N  comments: this many are put into the table before the last pages are read (default 4000; 200000 take some minutes)
  --json     one JSON object a line instead of tables (with npm run --silent, nothing else is on stdout)
  --help     this

Counts and units are the same in every run, and tests assert them. Times are this machine's and are only reported.
`;

const progress: Progress = (what) => {
  process.stderr.write(`… ${what}\n`);
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      articles: { type: 'string' },
      comments: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = positionals.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(', ')}`);
  const [articles, seeded] = [values.articles, values.comments].map((count) =>
    z.coerce.number().int().min(1).optional().parse(count),
  );
  const sized = new Map([scaleTo(articles), commentsTo(seeded)].map((scenario) => [scenario.name, scenario]));
  const chosen = SCENARIOS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)).map(
    (scenario) => sized.get(scenario.name) ?? scenario,
  );
  for (const scenario of chosen) {
    for (const table of await scenario.run(progress)) {
      process.stdout.write(`${values.json ? asJson(scenario.name, table) : asText(table)}\n`);
    }
  }
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `bench: ${error instanceof Error ? error.message : String(error)}\nTry npm run bench -- --help\n`,
    );
    process.exitCode = 1;
  },
);
