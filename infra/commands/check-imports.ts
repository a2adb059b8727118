import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One import of one file, both as paths from the project's root; a package keeps its name. */
interface Import {
  from: string;
  to: string;
}

interface Rule {
  says: string;
  forbids(each: Import): boolean;
}

const isIn = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
const functionOf = (path: string) => /^functions\/([^/]+)\//.exec(path)?.[1];
const isAws = (name: string) =>
  name.startsWith('@aws-sdk/') || name.startsWith('@aws-lambda-powertools/') || name === 'aws-lambda';

/** Where AWS may be spoken: composition roots, adapters, and the event's own edge of a function. */
const speaksAws = (path: string) =>
  isIn(path, 'shared/store', 'shared/http') ||
  path.endsWith('/handler.ts') ||
  path.includes('/adapters/') ||
  /-table\.ts$/.test(path);

/** Beside what is said of comments. */
const BROWSERS_TAKE = ['shared/display-time.ts', 'shared/words.ts'];

const RULES: Rule[] = [
  {
    says: 'Functions never import each other: what two of them use belongs in shared/.',
    forbids: ({ from, to }) => {
      const [a, b] = [functionOf(from), functionOf(to)];
      return a !== undefined && b !== undefined && a !== b;
    },
  },
  {
    says: 'What is shared knows nothing of the functions that use it, nor of the infrastructure.',
    forbids: ({ from, to }) => isIn(from, 'shared', 'events') && isIn(to, 'functions', 'infra', 'test'),
  },
  {
    says: 'Functions know nothing of the infrastructure that they run on.',
    forbids: ({ from, to }) => isIn(from, 'functions') && isIn(to, 'infra', 'test'),
  },
  {
    says: 'Infrastructure takes only data from a function, such as its routes.',
    forbids: ({ from, to }) => isIn(from, 'infra') && functionOf(to) !== undefined && !to.endsWith('/routes.ts'),
  },
  {
    says: 'What runs in browsers takes only what is shared and knows nothing of machines.',
    forbids: ({ from, to }) => isIn(from, 'site') && !isIn(to, 'site', 'shared/comment') && !BROWSERS_TAKE.includes(to),
  },
  {
    says: 'Domain code imports no AWS package: it takes ports, which adapters implement.',
    forbids: ({ from, to }) => isIn(from, 'functions', 'shared') && !speaksAws(from) && isAws(to),
  },
];

const importsOf = (from: string): Import[] =>
  [...readFileSync(from, 'utf8').matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)].map(([, to = '']) => ({
    from,
    to: to.startsWith('.') ? normalize(join(dirname(from), to)) : to,
  }));

const files = globSync('{infra,functions,shared,events,site}/**/*.ts');
const broken = files
  .flatMap(importsOf)
  .flatMap((each) =>
    RULES.filter((rule) => rule.forbids(each)).map(({ says }) => `${each.from} imports ${each.to}\n  ${says}`),
  );

for (const line of broken) console.error(line);
console.log(`${files.length} files, ${broken.length} forbidden imports`);
if (broken.length > 0) process.exitCode = 1;
