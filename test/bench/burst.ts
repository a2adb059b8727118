import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BucketStore } from '../../infra/local/engines/bucket-store.ts';
import { freePort } from '../../infra/local/engines/child-process.ts';
import { type Host, startHost } from '../../infra/local/host.ts';
import { LOCAL_CREDENTIALS, readRunning } from '../../infra/local/state.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Progress, Row, Scenario } from './scenario.ts';

const ARTICLES = 1000;
const WRITERS = 8;
const WINDOWS = [
  { seconds: 0, atMost: 100 },
  { seconds: 1, atMost: 20 },
];
const QUIET_MS = 5000;
const ROOT = join(import.meta.dirname, '../..');

/** How often a burst has each file of each feed written, on a newsroom of its own in this process, whose store is watched. */
export const burst: Scenario = {
  name: 'burst',
  about: `${ARTICLES} articles of one section at once: how often each file of each feed is written, at windows of 0 and 1 s`,
  async run(progress) {
    const rows: Row[] = [];
    for (const window of WINDOWS) rows.push(...(await measure(window, progress)));
    return [{ title: `A burst of ${ARTICLES} articles`, rows, notes: NOTES }];
  },
};

const NOTES = [
  'writes: PUTs of one file that the store has taken, the most and the fewest of the files of a feed.',
  'A feed is written after the pages of its batch: on a machine that takes articles in faster than it makes pages, once the burst is over.',
];

async function measure({ seconds, atMost }: (typeof WINDOWS)[number], progress: Progress): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'newsroom-burst-'));
  const places = { root: ROOT, state, report: () => {}, signal: new AbortController().signal };
  progress(`starting a newsroom with a window of ${seconds} s`);
  const ports = { port: await freePort(), storePort: await freePort() };
  let host = await startHost({ ...places, ...ports });
  try {
    if (seconds > 0) {
      await host.stop();
      setWindow(state, seconds);
      host = await startHost({ ...places, ...ports });
    }
    return await count(host, state, { seconds, atMost }, progress);
  } finally {
    await host.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** The template of the last start is taken again where its sources have not changed: as a stage with this window would have it. */
function setWindow(state: string, seconds: number): void {
  const assembly = join(state, 'cdk.out');
  for (const name of readdirSync(assembly).filter((each) => each.endsWith('.template.json'))) {
    const path = join(assembly, name);
    const template = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      template.replace(/"MaximumBatchingWindowInSeconds": ?0\b/g, `"MaximumBatchingWindowInSeconds": ${seconds}`),
    );
  }
}

async function count(
  host: Host,
  state: string,
  { seconds, atMost }: (typeof WINDOWS)[number],
  progress: Progress,
): Promise<Row[]> {
  const { uploads, published } = bucketsOf(state);
  const watch = watchPuts(published);
  const s3 = new S3Client({
    endpoint: host.storeUrl,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: LOCAL_CREDENTIALS,
  });
  try {
    progress(`uploading ${ARTICLES} articles, ${WRITERS} at a time`);
    const begun = performance.now();
    await inParallel(
      Array.from({ length: ARTICLES }, (_, n) => n),
      WRITERS,
      (n) =>
        s3.send(
          new PutObjectCommand({ Bucket: uploads, Key: `burst/${n}.md`, Body: story(n), ContentType: 'text/markdown' }),
        ),
    );
    const uploaded = performance.now();
    while (watch.pages() < ARTICLES || performance.now() - watch.last() < QUIET_MS) await sleep(200);
    const times = {
      'uploaded s': Math.round((uploaded - begun) / 1000),
      'quiet s': Math.round((watch.last() - begun) / 1000),
    };
    return feedsOf(watch.puts).map(([feed, writes]): Row => {
      const most = Math.max(...writes);
      return {
        'window s': seconds,
        feed,
        files: writes.length,
        'writes, most': most,
        fewest: Math.min(...writes),
        'at most': atMost,
        held: most <= atMost ? 'yes' : 'NO',
        ...times,
      };
    });
  } finally {
    watch.stop();
    s3.destroy();
  }
}

function bucketsOf(state: string) {
  const { outputs } = readRunning(state);
  return {
    uploads: outputs.UploadsBucketName ?? 'newsroom-uploads',
    published: outputs.PublicBucketName ?? 'newsroom-public',
  };
}

/** Counts the PUTs that the stores of this process take into a bucket, by key. */
function watchPuts(bucket: string) {
  const puts = new Map<string, number>();
  let last = performance.now();
  let pages = 0;
  const put = BucketStore.prototype.putObject;
  BucketStore.prototype.putObject = function (...args) {
    const stored = put.apply(this, args);
    const [into, key] = args;
    if (into === bucket) {
      const before = puts.get(key) ?? 0;
      puts.set(key, before + 1);
      if (before === 0 && key.startsWith('pages/')) pages++;
      last = performance.now();
    }
    return stored;
  };
  const stop = () => {
    BucketStore.prototype.putObject = put;
  };
  return { puts, pages: () => pages, last: () => last, stop };
}

/** Of each feed of articles, how often each of its files was written. */
function feedsOf(puts: ReadonlyMap<string, number>): [feed: string, writes: number[]][] {
  const feeds = new Map<string, number[]>();
  for (const [key, writes] of puts) {
    const feed = /^feeds\/(?!comments\/)(.+)\/[^/]+$/.exec(key)?.[1];
    if (feed !== undefined) feeds.set(feed, [...(feeds.get(feed) ?? []), writes]);
  }
  return [...feeds].sort();
}

const story = (n: number): string =>
  `---\nheadline: Burst ${n}\nsection: news\nlanguage: en\ntags: Harbour\n---\n\n${'A sentence of some words that stands for an article. '.repeat(40)}\n`;
