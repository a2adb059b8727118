import { rm } from 'node:fs/promises';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { WiredNewsroom } from '../wire/wired-newsroom.ts';
import { price } from './publish.ts';
import { type RebuildRun, runRebuild } from './run-rebuild.ts';
import { type Progress, type Row, rounded, type Scenario, type Table } from './scenario.ts';
import { Stock } from './stock.ts';

const SIZES = [1000, 10_000];
/** A full rebuild writes six objects an article: beside more than these only if it is asked for. */
const FEW = 1000;

/** The same acts beside more and more stored articles: what they ask for must not grow. Up to `most`, and then with full rebuilds beside so many too. */
export const scaleTo = (most?: number): Scenario => ({
  name: 'scale',
  about: 'a publish, and rebuilds, beside 1,000 and 10,000 stored articles: requests, units, time, peak memory',
  async run(progress) {
    progress('bundling the functions and starting the engines');
    const bundles = await bundleFunctions();
    const newsroom = await WiredNewsroom.start();
    try {
      const sizes = most === undefined ? SIZES : [...SIZES.filter((size) => size < most), most];
      return await measure(newsroom, { sizes, fullAt: [FEW, most] }, bundles, progress);
    } finally {
      await newsroom.stop();
      await rm(bundles, { recursive: true });
    }
  },
});

async function measure(
  newsroom: WiredNewsroom,
  { sizes, fullAt }: { sizes: number[]; fullAt: (number | undefined)[] },
  bundles: string,
  progress: Progress,
): Promise<Table[]> {
  const stock = new Stock(newsroom, Math.max(...sizes), progress);
  const acts: Row[] = [];
  const rebuilds: Row[] = [];
  const timed = async (articles: number, name: string, act: () => Promise<unknown>) => {
    const begun = performance.now();
    const { act: _, budget: __, ...row } = await price(newsroom, name, act, '', progress);
    acts.push({ articles, act: name, ...row, ms: Math.round(performance.now() - begun) });
  };
  for (const articles of sizes) {
    await stock.growTo(articles);
    const upload = (n: number) => newsroom.upload(`beside/${articles}-${n}.md`, story(stock.at(articles), n));
    // Warms the functions, and cuts what a new month cuts.
    await upload(1);
    await newsroom.rebuild();
    await timed(articles, 'publish', () => upload(2));
    await timed(articles, 'rebuild, unchanged', () => newsroom.rebuild());
    const run = async (name: string, mode: 'feeds' | 'full') => {
      progress(`${name} beside ${articles}`);
      rebuilds.push(rebuildRow(articles, name, await runRebuild(bundles, mode, progress)));
    };
    await run('feeds, unchanged', 'feeds');
    if (!fullAt.includes(articles)) continue;
    await run('--full, writing what is missing', 'full');
    await run('--full, unchanged', 'full');
  }
  return [
    { title: 'As articles grow in number: what is asked for', rows: acts },
    { title: 'As articles grow in number: rebuilds', rows: rebuilds, notes: NOTES },
  ];
}

const NOTES = [
  'Each in a fresh process, of the bundle that is deployed, in slices of 20 s from cursor to cursor as npm run rebuild does.',
  'peak: the most memory that the process held (RSS).',
];

const rebuildRow = (articles: number, rebuild: string, { checked, written, seconds, peakMb }: RebuildRun): Row => ({
  articles,
  rebuild,
  checked,
  written,
  s: rounded(seconds),
  'peak MB': Math.round(peakMb),
});

const story = (publishAt: string, n: number): string =>
  `---\nheadline: Another ${n}\nsection: news\npublishAt: ${publishAt}\n---\n\n${'A sentence of some words that stands for an article. '.repeat(40)}\n`;
