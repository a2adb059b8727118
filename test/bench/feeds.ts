import { Agent, get } from 'node:http';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Feed } from 'feed';
import { renderAtom } from '../../shared/feed/atom.ts';
import { type FeedView, feedViewOf, type ResolvedEntry } from '../../shared/feed/feed-view.ts';
import { renderJsonFeed } from '../../shared/feed/json-feed.ts';
import { renderRss } from '../../shared/feed/rss.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import { entry, SITE } from '../shared/feed/fixtures.ts';
import { median, type Progress, type Row, rounded, type Scenario, type Table } from './scenario.ts';

const ITEMS = 50;
const WARM_UPS = 300;
const ROUNDS = 300;
const READERS = 32;
const READ_MS = 5000;

/** What it takes to render a feed, and to hand it out. */
export const feeds: Scenario = {
  name: 'feeds',
  about: 'rendering a feed of 50 articles in each format, ours beside feed 6; feed reads/s from a newsroom of its own',
  async run(progress) {
    progress('rendering feeds of summaries');
    const summaries = rendering('summaries', entries());
    progress('rendering feeds of whole texts');
    const whole = rendering('whole texts of 6 KB', entries(BODY));
    return [summaries, whole, await reads(progress)];
  },
};

const PARAGRAPH = `<p>${'A sentence of some words that stands for a usual article &amp; its <em>usual</em> text. '.repeat(5)}</p>`;
const BODY = Array.from({ length: 14 }, () => PARAGRAPH).join('\n');

const entries = (content?: string): ResolvedEntry[] =>
  Array.from({ length: ITEMS }, (_, i) => ({
    ...entry(
      { headline: `Headline number ${i} of a feed & more` },
      { id: String.fromCharCode(97 + (i % 26)).repeat(16) },
    ),
    ...(content !== undefined && { content }),
  }));

/** Both from the same values to the same three formats, in turns, so that neither has the machine to itself. */
function rendering(what: string, given: ResolvedEntry[]): Table {
  const view = feedViewOf({ feedId: 'section/news' }, given, SITE);
  const ways: [format: string, ours: () => string, theirs: () => string][] = [
    ['RSS', () => renderRss(view), () => feedOf(view).rss2()],
    ['Atom', () => renderAtom(view, SITE.title), () => feedOf(view).atom1()],
    ['JSON Feed', () => renderJsonFeed(view, SITE.title), () => feedOf(view).json1()],
  ];
  const rows = ways.map(([format, ours, theirs]): Row => {
    for (let i = 0; i < WARM_UPS; i++) [ours, theirs].forEach(timeOf);
    const times = Array.from({ length: ROUNDS }, () => [timeOf(ours), timeOf(theirs)] as const);
    const [own, other] = [0, 1].map((i) => median(times.map((pair) => pair[i] ?? 0)));
    return {
      format,
      'ours p50 ms': rounded(own ?? 0, 3),
      'feed 6 p50 ms': rounded(other ?? 0, 3),
      '× ours': rounded((other ?? 0) / (own ?? 1)),
      'KB ours': Math.round(Buffer.byteLength(ours()) / 1024),
      'KB feed 6': Math.round(Buffer.byteLength(theirs()) / 1024),
    };
  });
  return {
    title: `Rendering ${ITEMS} articles: ${what} (median of ${ROUNDS}, warm)`,
    rows,
    notes: ['feed 6 is filled by its own addItem each time, which is the only way that it has.'],
  };
}

function feedOf(view: FeedView): Feed {
  const feed = new Feed({
    id: view.id,
    title: view.title,
    description: view.description,
    language: view.language,
    link: view.urls.home,
    feedLinks: { rss: view.urls.rss, atom: view.urls.atom, json: view.urls.json },
    author: { name: SITE.title },
    ...(view.updatedAt && { updated: new Date(view.updatedAt) }),
  });
  for (const it of view.items) {
    feed.addItem({
      id: it.id,
      title: it.headline,
      link: it.url,
      description: it.summary,
      date: new Date(it.updatedAt),
      published: new Date(it.publishedAt),
      author: it.authors.map((name) => ({ name })),
      category: [it.section, ...it.tags].map((name) => ({ name })),
      ...(it.content !== undefined && { content: it.content }),
    });
  }
  return feed;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const READ: { reader: string; headers: Record<string, string> }[] = [
  { reader: 'RSS', headers: {} },
  { reader: 'RSS, gzip', headers: { 'accept-encoding': 'gzip' } },
  { reader: 'RSS, that has it already', headers: { 'if-none-match': '' } },
];

/** Measured by others on the same sort of machine, not in this run. */
const GIVEN: Row[] = [
  { newsroom: 'WordPress (given)', reader: 'RSS', 'reads/s': 79 },
  { newsroom: 'Ghost (given)', reader: 'RSS', 'reads/s': 70 },
];

async function reads(progress: Progress): Promise<Table> {
  progress('starting a newsroom (free ports, temporary state)');
  const newsroom = await LocalNewsroom.start();
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  try {
    progress(`uploading ${ITEMS} articles`);
    await Promise.all(Array.from({ length: ITEMS }, (_, i) => put(newsroom, i)));
    const url = `${newsroom.siteUrl}/feeds/all/rss.xml`;
    const { etag } = await filled(url);
    const rows: Row[] = [];
    for (const { reader, headers } of READ) {
      progress(`reading: ${reader}`);
      const asked = 'if-none-match' in headers ? { 'if-none-match': etag } : headers;
      const before = cpuSeconds(newsroom);
      const { count, seconds, bytes } = await readFor(READ_MS, url, asked, agent);
      rows.push({
        newsroom: 'this one',
        reader,
        'reads/s': Math.round(count / seconds),
        'KB a read': rounded(bytes / count / 1024),
        'CPU ms a read': rounded(((cpuSeconds(newsroom) - before) * 1000) / count, 2),
      });
    }
    return {
      title: `Feed reads, ${READERS} readers for ${READ_MS / 1000} s`,
      rows: [...rows, ...GIVEN],
      notes: [
        'Over HTTP from the local CDN; the readers run in this process on the same cores, and take their share.',
        'CPU: user and system time of all the newsroom’s processes, which hardly depends on what else the machine does.',
      ],
    };
  } finally {
    agent.destroy();
    await newsroom.stop();
  }
}

const cpuSeconds = (newsroom: LocalNewsroom) => newsroom.measure().reduce((total, use) => total + use.cpuSeconds, 0);

const put = (newsroom: LocalNewsroom, i: number) =>
  newsroom.s3.send(
    new PutObjectCommand({
      Bucket: newsroom.bucket,
      Key: `bench/read-${i}.html`,
      Body: `<h1>Number ${i} to be read</h1>${BODY}`,
      ContentType: 'text/html',
    }),
  );

/** Waits until the feed has all of them and rests. */
async function filled(url: string): Promise<{ etag: string }> {
  for (let last = ''; ; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const response = await fetch(url);
    const etag = response.headers.get('etag') ?? '';
    const count = (await response.text()).split('<item>').length - 1;
    if (count === ITEMS && etag === last) return { etag };
    last = etag;
  }
}

async function readFor(ms: number, url: string, headers: Record<string, string>, agent: Agent) {
  const begun = performance.now();
  let [count, bytes] = [0, 0];
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      while (performance.now() - begun < ms) {
        const read = await readOnce(url, headers, agent);
        bytes += read;
        count++;
      }
    }),
  );
  return { count, bytes, seconds: (performance.now() - begun) / 1000 };
}

/** The bytes of the body. */
const readOnce = (url: string, headers: Record<string, string>, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      let bytes = 0;
      if (![200, 304].includes(response.statusCode ?? 0)) reject(new Error(`${url} answered ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });
