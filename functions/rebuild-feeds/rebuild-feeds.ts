import { etagOf, type Output } from '../../shared/feed/converge.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import { feedKeys, feedTarget } from '../../shared/feed/feed-target.ts';
import { expectedFeeds, OPML, opmlTarget } from '../../shared/feed/opml.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
import { SITE_FILES, type SiteFile, siteFileTarget } from '../../shared/site-files.ts';
import { SITEMAP_INDEX } from '../../shared/sitemap/sitemap-index.ts';
import type { Feeds, PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

interface Deps {
  publisher: Publisher;
  objects: PublicListing;
  feeds: Feeds;
  isOver: () => boolean;
}

const WIDTH = 8;
const UNCHANGED = { written: [], deleted: [] };

/** Comment feeds are another function's, and as many as the articles. */
const COMMENTS = 'feeds/comments/';
const AFTER_COMMENTS = 'feeds/comments0';

/** Where the files of the feeds and those of the site are. Sitemaps of archives begin with a digit, and are not among these. */
const PLACES: readonly { prefix: string; after?: string; until?: string }[] = [
  { prefix: 'feeds', until: COMMENTS },
  { prefix: 'feeds/', after: AFTER_COMMENTS },
  { prefix: 'robots' },
  { prefix: 'sitemap.' },
  { prefix: 'sitemaps/', after: 'sitemaps/a' },
];

/**
 * Checks every feed after the given one, and then the files that the site has one of, against a listing of the bucket: a LIST per 1,000
 * objects, two queries a feed, and nothing else where all is right. What is wrong goes the publisher's way. Answers where it stopped,
 * undefined at the end.
 */
export async function rebuildFeeds(after: string | undefined, report: Report, deps: Deps): Promise<string | undefined> {
  // Listed before the registry is read: an object of a feed that is not registered then is left over, not new.
  const listed = await listAll(deps.objects);
  const all = await expectedFeeds(deps.feeds, deps.publisher.deps.site);

  const pending = all.map(({ feedId }) => feedId).filter((feedId) => after === undefined || feedId > after);
  const { items, stoppedAt } = untilOver(each(pending), (feedId) => feedId, deps.isOver);
  await inParallel(items, WIDTH, (feedId) => report(feedId, () => repairFeed(feedId, listed, deps.publisher)));
  const stopped = stoppedAt();
  if (stopped !== undefined) return stopped;
  for (const file of SITE_FILES) await report(file, () => repairSiteFile(file, all, listed, deps.publisher));
  const expected = new Set<string>([...all.flatMap(({ feedId }) => feedKeys(feedId)), ...SITE_FILES]);
  await removeLeftOvers(listed, expected, report, deps);
  return undefined;
}

async function listAll(objects: PublicListing): Promise<Map<string, string>> {
  const listed = new Map<string, string>();
  for (const { prefix, after, until } of PLACES) {
    for await (const { key, etag } of objects.list(prefix, after)) {
      if (until !== undefined && key >= until) break;
      listed.set(key, etag);
    }
  }
  return listed;
}

async function repairFeed(feedId: string, listed: ReadonlyMap<string, string>, publisher: Publisher) {
  const target = feedTarget(feedId, publisher.deps);
  const state = await target.read();
  if (state.cut === undefined && areRight(target.render(state), listed)) return UNCHANGED;
  return await publisher.convergeFeed(feedId);
}

/** The index of sitemaps grows with the articles: that it is there must do, but for a full rebuild. */
async function repairSiteFile(
  file: SiteFile,
  feeds: NamedFeed[],
  listed: ReadonlyMap<string, string>,
  publisher: Publisher,
) {
  const isRight =
    file === SITEMAP_INDEX
      ? listed.has(file)
      : areRight(file === OPML ? opmlTarget(publisher.deps).render(feeds) : await outputsOf(file, publisher), listed);
  return isRight ? UNCHANGED : await publisher.convergeSiteFile(file);
}

async function outputsOf(file: SiteFile, publisher: Publisher): Promise<Output[]> {
  const target = siteFileTarget(file, publisher.deps);
  return target.render(await target.read());
}

const areRight = (outputs: readonly Output[], listed: ReadonlyMap<string, string>): boolean =>
  outputs.every((output) => listed.get(output.key) === etagOf(output.body));

async function removeLeftOvers(
  listed: ReadonlyMap<string, string>,
  expected: ReadonlySet<string>,
  report: Report,
  { objects, publisher, feeds }: Deps,
): Promise<void> {
  const leftOver = [...listed.keys()].filter((key) => !expected.has(key));
  for (const key of leftOver) {
    await report(key, async () => {
      await objects.delete(key);
      // Had the feed been registered meanwhile, this would have removed what its first article had just put there.
      for await (const { feedId } of feeds.registered())
        if (feedKeys(feedId).includes(key)) await publisher.convergeFeed(feedId);
      return { written: [], deleted: [key] };
    });
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
