import { etagOf, type Output } from '../../shared/feed/converge.ts';
import { CHANGES } from '../../shared/feed/feed-id.ts';
import { feedKeys, feedTarget } from '../../shared/feed/feed-target.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
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

/**
 * Checks every feed after the given one against one listing of the bucket: a LIST per 1,000 objects, a query a feed, and
 * nothing else where all is right. What is wrong goes the publisher's way. Answers where it stopped, undefined at the end.
 */
export async function rebuildFeeds(after: string | undefined, report: Report, deps: Deps): Promise<string | undefined> {
  // Listed before the registry is read: an object of a feed that is not registered then is left over, not new.
  const listed = new Map<string, string>();
  for await (const { key, etag } of deps.objects.list('feeds/')) listed.set(key, etag);
  const all = await expectedFeeds(deps);

  const pending = all.filter((feedId) => after === undefined || feedId > after);
  const { items, stoppedAt } = untilOver(each(pending), (feedId) => feedId, deps.isOver);
  await inParallel(items, WIDTH, (feedId) => report(feedId, () => repairFeed(feedId, listed, deps.publisher)));
  const stopped = stoppedAt();
  if (stopped === undefined) await removeLeftOvers(listed, new Set(all.flatMap(feedKeys)), report, deps);
  return stopped;
}

/** The feeds of the registry, and those that the site links to even before they have had an article. Sorted. */
async function expectedFeeds({ feeds, publisher }: Deps): Promise<string[]> {
  const ids = new Set(['all', CHANGES, ...publisher.deps.site.sections.map((section) => `section/${section}`)]);
  for await (const feedId of feeds.feeds()) ids.add(feedId);
  return [...ids].sort();
}

async function repairFeed(feedId: string, listed: ReadonlyMap<string, string>, publisher: Publisher) {
  const target = feedTarget(feedId, publisher.deps);
  const outputs: Output[] = target.render(await target.read());
  if (outputs.every((output) => listed.get(output.key) === etagOf(output.body))) return UNCHANGED;
  return await publisher.convergeFeed(feedId);
}

/** Comment feeds are another function's. */
const OTHERS = 'feeds/comments/';

async function removeLeftOvers(
  listed: ReadonlyMap<string, string>,
  expected: ReadonlySet<string>,
  report: Report,
  { objects, publisher, feeds }: Deps,
): Promise<void> {
  const leftOver = [...listed.keys()].filter((key) => !expected.has(key) && !key.startsWith(OTHERS));
  for (const key of leftOver) {
    await report(key, async () => {
      await objects.delete(key);
      // Had the feed been registered meanwhile, this would have removed what its first article had just put there.
      for await (const feedId of feeds.feeds())
        if (feedKeys(feedId).includes(key)) await publisher.convergeFeed(feedId);
      return { written: [], deleted: [key] };
    });
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
