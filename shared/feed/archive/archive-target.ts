import { renderSitemap, sitemapKey } from '../../sitemap/article-sitemap.ts';
import type { Output, Target } from '../converge.ts';
import { ALL } from '../feed-id.ts';
import { type FeedDeps, FILES, renderFiles } from '../feed-target.ts';
import { archiveViewOf, type FeedView } from '../feed-view.ts';
import { resolveItems } from '../resolve-item.ts';
import { archiveFileKey, partName } from './archive-url.ts';
import type { Bound } from './bounds.ts';
import { ENOUGH_OF_PART, PART_LENGTH, type PartEntries } from './cuts.ts';

/** An archived part: what its files show, or undefined for the tail, which has none. */
export interface ArchiveState extends PartEntries {
  view: FeedView | undefined;
}

/**
 * The files of the archived part that begins at this bound; of the feed of all, a sitemap is one. Three queries to read, and one GET
 * for each entry without a card.
 */
export const archiveTarget = (feedId: string, bound: Bound, deps: FeedDeps): Target<ArchiveState> => ({
  keys: archiveKeys(feedId, bound),
  read: () => readArchive(feedId, bound, deps),
  render: ({ view }) => renderArchive(feedId, bound, view, deps),
});

/** The keys of all files of an archived part. */
export const archiveKeys = (feedId: string, bound: Bound): string[] => [
  ...FILES.map((file) => archiveFileKey(feedId, bound, file)),
  ...(feedId === ALL ? [sitemapKey(partName(bound))] : []),
];

/** The part that begins at a bound, or with undefined what is below the first bound. */
export async function readPart(feedId: string, lower: Bound | undefined, deps: FeedDeps): Promise<PartEntries> {
  const upper = await deps.bounds.after(feedId, lower);
  // Of a tail nothing is asked but whether it is one.
  if (upper === undefined) return { lower, upper, newest: [] };
  const newest = await deps.feeds.entries(feedId, ENOUGH_OF_PART, { from: lower, below: { before: upper } });
  return { lower, upper, newest };
}

async function readArchive(feedId: string, bound: Bound, deps: FeedDeps): Promise<ArchiveState> {
  const [part, [before], name] = await Promise.all([
    readPart(feedId, bound, deps),
    deps.bounds.newest(feedId, 1, { before: bound }),
    deps.feeds.name(feedId),
  ]);
  if (part.upper === undefined) return { ...part, view: undefined };
  const shown = await resolveItems(part.newest.slice(0, PART_LENGTH), deps);
  return { ...part, view: archiveViewOf({ feedId, name }, { bound, before }, shown, deps.site) };
}

function renderArchive(feedId: string, bound: Bound, view: FeedView | undefined, { site }: FeedDeps): Output[] {
  if (view === undefined) return archiveKeys(feedId, bound).map(absent);
  return [
    ...renderFiles(view, site, (file) => archiveFileKey(feedId, bound, file)),
    ...(feedId === ALL ? [renderSitemap(partName(bound), view.items, site)] : []),
  ];
}

const absent = (key: string): Output => ({ key, body: undefined, contentType: '', cacheControl: '' });
