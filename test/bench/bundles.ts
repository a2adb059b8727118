import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import type { Variable } from '../../shared/environment.ts';
import { median, type Row, rounded, type Scenario } from './scenario.ts';

const RUNS = 11;

/** The size and load time of what Lambda loads on a cold start, beside the least that could be loaded. */
export const bundles: Scenario = {
  name: 'bundles',
  about: "each function's bundle: size, load time and memory in fresh processes, beside an empty middy handler",
  async run(progress) {
    progress('bundling the functions');
    const own = await bundleFunctions();
    const clients = new Map(
      await Promise.all(FUNCTION_NAMES.map(async (name) => [name, await clientsIn(join(own, name))] as const)),
    );
    progress('bundling an empty handler with the same clients for each');
    const empty = await bundleBaselines(clients);
    try {
      const rows: Row[] = [];
      for (const [name, used] of clients) {
        progress(`loading ${name} and its baseline ${RUNS} times each`);
        rows.push(rowOf(name, used, ...(await measure(join(own, name), join(empty, name)))));
      }
      return [{ title: `Bundles (median of ${RUNS} fresh processes)`, rows, notes: NOTES }];
    } finally {
      await Promise.all([own, empty].map((directory) => rm(directory, { recursive: true })));
    }
  },
};

const NOTES = [
  'empty: a middy handler without middleware that makes the same SDK clients and sends one command with each.',
  'load: import of the module, on this machine; memory: RSS after it. × is the ratio to empty.',
];

interface Measured {
  kb: number;
  gzipKb: number;
  loadMs: number;
  rssMb: number;
}

const rowOf = (name: string, clients: string[], own: Measured, empty: Measured): Row => ({
  function: name,
  'SDK clients': clients.join('+') || 'none',
  KB: own.kb,
  'gzip KB': own.gzipKb,
  'empty KB': empty.kb,
  'load ms': own.loadMs,
  'empty ms': empty.loadMs,
  '×': rounded(own.loadMs / empty.loadMs, 2),
  'RSS MB': own.rssMb,
  'empty MB': empty.rssMb,
});

const sourceMap = z.object({ sources: z.array(z.string()) });

/** The AWS clients that a bundle holds, by its source map. */
async function clientsIn(directory: string): Promise<string[]> {
  const json: unknown = JSON.parse(await readFile(join(directory, 'index.mjs.map'), 'utf8'));
  const found = sourceMap
    .parse(json)
    .sources.flatMap((source) => /@aws-sdk\/client-([a-z0-9-]+)\//.exec(source)?.[1] ?? []);
  return [...new Set(found)].sort();
}

/** What a baseline needs of each client: its constructor and one command. */
export const CLIENTS: Record<string, { client: string; command: string } | undefined> = {
  cloudfront: { client: 'CloudFrontClient', command: 'CreateInvalidationCommand' },
  dynamodb: { client: 'DynamoDBClient', command: 'GetItemCommand' },
  eventbridge: { client: 'EventBridgeClient', command: 'PutEventsCommand' },
  s3: { client: 'S3Client', command: 'GetObjectCommand' },
  sqs: { client: 'SQSClient', command: 'SendMessageCommand' },
};

function baselineOf(clients: string[]): string {
  const used = clients.map((name) => {
    const known = CLIENTS[name];
    if (!known) throw new Error(`no baseline for the SDK client ${name}: add it to CLIENTS in test/bench/bundles.ts`);
    return { name, ...known };
  });
  return [
    `import middy from '@middy/core';`,
    ...used.map(({ name, client, command }) => `import { ${client}, ${command} } from '@aws-sdk/client-${name}';`),
    ...used.map(({ client }, i) => `const client${i} = new ${client}({});`),
    'export const handler = middy().handler(async (event) => {',
    ...used.map(({ command }, i) => `  await client${i}.send(new ${command}(event));`),
    '});',
  ].join('\n');
}

/** Bundles the baselines by the functions' own bundler, as a project of the same layout below this one's dependencies. */
async function bundleBaselines(clients: Map<FunctionName, string[]>): Promise<string> {
  const dist = join(import.meta.dirname, '../../dist');
  await mkdir(dist, { recursive: true });
  const root = await mkdtemp(join(dist, 'baselines-'));
  try {
    for (const [name, used] of clients) {
      const folder = join(root, 'functions', name);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'handler.ts'), baselineOf(used));
    }
    return await bundleFunctions(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Loads the two by turns, so that whatever else the machine does meets both alike. */
async function measure(own: string, empty: string): Promise<[Measured, Measured]> {
  const loads: [Load, Load][] = [];
  // The first ones read from the disk.
  await load(own);
  await load(empty);
  for (let i = 0; i < RUNS; i++) loads.push([await load(own), await load(empty)]);
  return [
    await measuredOf(
      own,
      loads.map(([load]) => load),
    ),
    await measuredOf(
      empty,
      loads.map(([, load]) => load),
    ),
  ];
}

async function measuredOf(directory: string, loads: Load[]): Promise<Measured> {
  const code = await readFile(join(directory, 'index.mjs'));
  return {
    kb: Math.round(code.length / 1024),
    gzipKb: Math.round(gzipSync(code).length / 1024),
    loadMs: rounded(median(loads.map(({ ms }) => ms))),
    rssMb: rounded(median(loads.map(({ rss }) => rss)) / 2 ** 20),
  };
}

const loaded = z.object({ ms: z.number(), rss: z.number() });

type Load = z.infer<typeof loaded>;

const run = promisify(execFile);

async function load(directory: string): Promise<Load> {
  const bundle = join(directory, 'index.mjs');
  const script = `const start = performance.now();
await import(${JSON.stringify(pathToFileURL(bundle).href)});
const ms = performance.now() - start;
process.stdout.write(JSON.stringify({ ms, rss: process.memoryUsage.rss() }), () => process.exit(0));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env: ENVIRONMENT });
  const json: unknown = JSON.parse(stdout);
  return loaded.parse(json);
}

/** Enough for any function to be loaded; nothing is called. */
const VARIABLES: Record<Variable, string> = {
  EDITORIAL_TABLE: 'editorial',
  DISCUSSION_TABLE: 'discussion',
  UPLOADS_BUCKET: 'uploads',
  CONTENT_BUCKET: 'content',
  PUBLIC_BUCKET: 'public',
  UPLOAD_QUEUE_URL: 'https://queue.example/uploads',
  IMAGE_QUEUE_URL: 'https://sqs.example/images',
  DISCUSSION_QUEUE_URL: 'https://sqs.example/discussions',
  HUB_QUEUE_URL: 'https://sqs.example/hub',
  HUB_URL: 'https://hub.example/',
  WEBHOOKS: '[]',
  WEBHOOK_QUEUE_URL: 'https://sqs.example/webhooks',
  EVENT_BUS: 'newsroom',
  DISTRIBUTION_ID: 'EXAMPLE',
  SITE_URL: 'https://news.example',
  SETTINGS: JSON.stringify({ title: 'Bench' }),
  JWT_ISSUER: 'https://issuer.example',
  JWT_AUDIENCE: 'newsroom',
  JWT_JWKS_URI: 'https://issuer.example/jwks.json',
  JWT_ROLES_CLAIM: 'roles',
  ORIGIN_SECRETS: 'a,b',
};

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  ...VARIABLES,
};
