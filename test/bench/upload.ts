import { setTimeout as sleep } from 'node:timers/promises';
import { HeadObjectCommand, NotFound, PutObjectCommand } from '@aws-sdk/client-s3';
import { articleIdOf, identityOf } from '../../shared/article/article-id.ts';
import { pageKey } from '../../shared/article/article-url.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import type { ProcessUse } from './process-tree.ts';
import { median, quantile, type Row, rounded, type Scenario } from './scenario.ts';

const WARM_UPS = 5;
const SINGLE = 40;
const TOGETHER = 200;
const WRITERS = 8;
const POLL_MS = 3;
/** Asking costs the newsroom too: while many are under way, it is asked less often. */
const POLL_TOGETHER_MS = 100;
const GIVE_UP_MS = 60_000;
/** For what the newsroom does after an article is out, so that its CPU time is counted too. */
const SETTLE_MS = 2000;

/** From the PUT to the readers, over the wire, on the whole newsroom as `npm start` brings it up. */
export const upload: Scenario = {
  name: 'upload',
  about: 'upload to visible in page and feed on a newsroom of its own: latency, articles/s, CPU, memory',
  async run(progress) {
    progress('starting a newsroom (free ports, temporary state)');
    const newsroom = await LocalNewsroom.start();
    try {
      await sleep(SETTLE_MS);
      const idle = newsroom.measure();
      progress('warming up');
      for (let i = 0; i < WARM_UPS; i++) await untilVisible(newsroom, `warm-${i}`);
      progress(`uploading ${SINGLE} articles one after the other`);
      const times: Times[] = [];
      for (let i = 0; i < SINGLE; i++) times.push(await untilVisible(newsroom, `single-${i}`));
      progress(`uploading ${TOGETHER} articles, ${WRITERS} at a time`);
      await sleep(SETTLE_MS);
      const burst = await inParallel(newsroom);
      const cpu = sum(burst.after, 'cpuSeconds') - sum(burst.before, 'cpuSeconds');
      const own: Row = {
        newsroom: 'this one',
        'p50 ms': rounded(median(times.map(({ visible }) => visible))),
        'p95 ms': rounded(
          quantile(
            times.map(({ visible }) => visible),
            0.95,
          ),
        ),
        '× PUT': rounded(median(times.map(({ visible, put }) => visible / put))),
        'articles/s': rounded(burst.perSecond),
        'CPU s per 100': rounded((cpu / TOGETHER) * 100, 2),
      };
      return [
        { title: 'Upload to visible', rows: [own, ...GIVEN], notes: NOTES },
        {
          title: 'Memory',
          rows: [memory('started, empty, idle', idle), memory('warm, after the uploads', burst.after)],
        },
        { title: 'Processes, during the uploads together', rows: cpuRows(burst.before, burst.after) },
        { title: 'Start', rows: [{ 'to the ready line ms': Math.round(newsroom.readyMs) }] },
      ];
    } finally {
      progress('ending the newsroom');
      await newsroom.stop();
    }
  },
};

/** Measured by others on the same sort of machine, not in this run. */
const GIVEN: Row[] = [
  { newsroom: 'WordPress (given)', 'p50 ms': 61, 'articles/s': 57, 'CPU s per 100': 3.2 },
  { newsroom: 'Ghost (given)', 'p50 ms': 61, 'articles/s': 19, 'CPU s per 100': 5.9 },
];

const NOTES = [
  `p50, p95: of ${SINGLE} uploads, from the PUT until the page and the RSS feed "all" show the article, asked every ${POLL_MS} ms.`,
  '× PUT: the same, as a multiple of what its PUT alone took (median).',
  `articles/s: ${TOGETHER} uploads by ${WRITERS} writers as fast as S3 takes them, until every page is there.`,
  `CPU: user and system seconds of all the newsroom's processes during those, and ${SETTLE_MS} ms after.`,
];

const sum = (uses: ProcessUse[], of: 'cpuSeconds' | 'pssMb') => uses.reduce((total, use) => total + use[of], 0);

const memory = (when: string, uses: ProcessUse[]): Row => ({
  newsroom: when,
  processes: uses.length,
  'PSS MB': Math.round(sum(uses, 'pssMb')),
});

/** Which processes the CPU time went to. */
function cpuRows(before: ProcessUse[], after: ProcessUse[]): Row[] {
  const names = [...new Set(after.map(({ name }) => name))];
  const of = (uses: ProcessUse[], name: string) => uses.filter((use) => use.name === name);
  return names.map((name) => {
    const seconds = sum(of(after, name), 'cpuSeconds') - sum(of(before, name), 'cpuSeconds');
    const pss = Math.round(sum(of(after, name), 'pssMb'));
    return { process: name, 'CPU s per 100': rounded((seconds / TOGETHER) * 100, 2), 'PSS MB': pss };
  });
}

interface Times {
  put: number;
  visible: number;
}

/** Uploads one article and waits for it in its page and in the feed of all. Milliseconds since the PUT was begun. */
async function untilVisible(newsroom: LocalNewsroom, name: string): Promise<Times> {
  const begun = performance.now();
  await put(newsroom, name);
  const putMs = performance.now() - begun;
  await showsPage(newsroom, name, POLL_MS);
  await shows(newsroom, '/feeds/all/rss.xml', headlineOf(name));
  return { put: putMs, visible: performance.now() - begun };
}

interface Burst {
  perSecond: number;
  before: ProcessUse[];
  after: ProcessUse[];
}

/** As a wire drops them: each writer uploads the next as soon as S3 has taken the last. Over when every page is there. */
async function inParallel(newsroom: LocalNewsroom): Promise<Burst> {
  const names = Array.from({ length: TOGETHER }, (_, i) => `together-${i}`);
  const before = newsroom.measure();
  const begun = performance.now();
  const queue = names.values();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (const name of queue) await put(newsroom, name);
    }),
  );
  for (const name of names) await showsPage(newsroom, name, POLL_TOGETHER_MS);
  const seconds = (performance.now() - begun) / 1000;
  await sleep(SETTLE_MS);
  return { perSecond: TOGETHER / seconds, before, after: newsroom.measure() };
}

const headlineOf = (name: string) => `Bench article ${name}`;

const idOf = (name: string) => articleIdOf(identityOf({}, `bench/${name}.md`));

const BODY = 'A sentence of some words that stands for a usual article in a usual newspaper. '.repeat(40);

const put = (newsroom: LocalNewsroom, name: string) =>
  newsroom.s3.send(
    new PutObjectCommand({
      Bucket: newsroom.bucket,
      Key: `bench/${name}.md`,
      Body: `---\nheadline: ${headlineOf(name)}\nsection: news\n---\n\n${BODY}\n`,
      ContentType: 'text/markdown',
    }),
  );

/** Asks the bucket until the page is there, then the site: asking the site for a page that is not wakes a function each time. */
async function showsPage(newsroom: LocalNewsroom, name: string, pollMs: number): Promise<void> {
  const object = { Bucket: newsroom.publicBucket, Key: pageKey(idOf(name)) };
  const deadline = performance.now() + GIVE_UP_MS;
  while (!(await exists(newsroom, object))) {
    if (performance.now() > deadline) throw new Error(`${object.Key} was not there within ${GIVE_UP_MS / 1000} s`);
    await sleep(pollMs);
  }
  // Any slug will do: a page is found by its id.
  await shows(newsroom, `/news/bench-${idOf(name)}.html`, headlineOf(name), pollMs);
}

async function exists({ s3 }: LocalNewsroom, object: { Bucket: string; Key: string }): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand(object));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

async function shows({ siteUrl }: LocalNewsroom, path: string, text: string, pollMs = POLL_MS): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const response = await fetch(`${siteUrl}${path}`);
    if ((await response.text()).includes(text) && response.ok) return;
    if (performance.now() > deadline) throw new Error(`${path} did not show "${text}" within ${GIVE_UP_MS / 1000} s`);
    await sleep(pollMs);
  }
}
