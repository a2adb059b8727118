import * as z from 'zod';
import { isArticleId } from '../../shared/article/article-id.ts';
import { ALL } from '../../shared/feed/feed-id.ts';
import { OPML } from '../../shared/feed/opml.ts';
import type { FeedChanges } from '../../shared/publisher.ts';
import { SITE_FILES, type SiteFile } from '../../shared/site-files.ts';
import { NEWS_SITEMAP } from '../../shared/sitemap/news-sitemap.ts';
import { SITEMAP_INDEX } from '../../shared/sitemap/sitemap-index.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';
import type { Withdrawal } from './withdrawal.ts';

/** Something public that must be made right. */
type Output =
  | { kind: 'page'; id: string; guard?: number | undefined }
  | { kind: 'feed'; id: string; changes: FeedChanges }
  | { kind: 'file'; id: SiteFile };

/** The same, and the position in the batch of the first record that asked for it. */
export type Touched = Output & { first: number };

/**
 * What a batch of changes concerns, each once however many records name it: an article's own item means its page, a feed entry its
 * feed and what of the feed's archives holds it, a bound the archives on both its sides, a feed that is new the list of feeds. What is
 * withdrawn goes from the news, however many those are; what is final also means the feeds that showed it: their own records may be
 * in another shard, and the CDN is to forget those feeds once they are right. `pages` are those of images that were touched. `strange` are the positions of records that mean nothing to us.
 */
export function touchedOutputs(
  records: readonly StreamRecord[],
  withdrawals: readonly Withdrawal[],
  pages: readonly Touched[] = [],
): { touched: Touched[]; strange: number[] } {
  const touched = new Map<string, Touched>();
  const strange: number[] = [];
  const touch = (output: Touched) => {
    const name = `${output.kind} ${output.id}`;
    const known = touched.get(name);
    touched.set(name, known ? both(known, output) : output);
  };
  records.forEach((record, first) => {
    const outputs = outputsOf(record);
    for (const output of outputs) touch({ ...output, first });
    if (outputs.length === 0 && !isOfImages(record)) strange.push(first);
  });
  for (const page of pages) touch(page);
  for (const { feeds, entry, isFinal, first } of withdrawals) {
    touch({ ...fileOutput(NEWS_SITEMAP), first });
    if (isFinal) for (const id of feeds) touch({ ...entryOutput(id, entry), first });
  }
  return { touched: [...touched.values()], strange };
}

function both(one: Touched, other: Touched): Touched {
  const first = Math.min(one.first, other.first);
  if (one.kind === 'page' && other.kind === 'page') return { ...one, guard: lastOf(one.guard, other.guard), first };
  if (one.kind !== 'feed' || other.kind !== 'feed') return { ...one, first };
  const entries = [...one.changes.entries, ...other.changes.entries];
  const bounds = [...one.changes.bounds, ...other.changes.bounds];
  return { ...one, changes: { entries, bounds }, first };
}

const isOfImages = ({ key }: StreamRecord) => key?.pk.startsWith('IMAGES#') && /^(?:IMAGE|WANTED)#/.test(key.sk);

/** A page that has been touched otherwise as well must be looked at, whatever its article's guard. */
const lastOf = (one?: number, other?: number) =>
  one === undefined || other === undefined ? undefined : Math.max(one, other);

const shown = z.object({
  visible: z.object({ BOOL: z.literal(true) }),
  guard: z.object({ N: z.string().transform(Number) }),
});

/** The guard of an article that is to be seen; what is to go is looked at in any case. */
const guardOf = (newImage: unknown): number | undefined => shown.safeParse(newImage).data?.guard.N;

function outputsOf({ key, oldImage, newImage }: StreamRecord): Output[] {
  if (!key) return [];
  const { pk, sk } = key;
  const [kind, id] = splitOnce(pk);
  if (kind === 'FEED' && id) return [entryOutput(id, sk)];
  if (kind === 'ARCHIVE' && id) return oldImage ? outputsOfNote(id) : outputsOfBound(id, sk);
  if (pk === 'FEEDS') return filesOfFeed(sk).map(fileOutput);
  if (kind === 'ARTICLE' && sk === 'ARTICLE' && isArticleId(id)) {
    return [{ kind: 'page', id, guard: guardOf(newImage) }];
  }
  return [];
}

/** With the first feed the site begins. */
const filesOfFeed = (id: string): readonly SiteFile[] => (id === ALL ? SITE_FILES : [OPML]);

const entryOutput = (id: string, sortKey: string): Output => ({
  kind: 'feed',
  id,
  changes: { entries: [sortKey], bounds: [] },
});

const outputsOfBound = (id: string, bound: string): Output[] => [
  { kind: 'feed', id, changes: { entries: [], bounds: [bound] } },
  ...(id === ALL ? [fileOutput(SITEMAP_INDEX)] : []),
];

/** Of when the part changed last only the index of sitemaps tells. */
const outputsOfNote = (id: string): Output[] => (id === ALL ? [fileOutput(SITEMAP_INDEX)] : []);

const fileOutput = (id: SiteFile): Output => ({ kind: 'file', id });

function splitOnce(pk: string): [string, string] {
  const hash = pk.indexOf('#');
  return hash < 0 ? [pk, ''] : [pk.slice(0, hash), pk.slice(hash + 1)];
}
