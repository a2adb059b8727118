import { archiveTarget } from '../../shared/feed/archive/archive-target.ts';
import { archivePrefix, partName } from '../../shared/feed/archive/archive-url.ts';
import type { Bounds, NotedBound } from '../../shared/feed/archive/bounds.ts';
import { isOver, monthCuts } from '../../shared/feed/archive/cuts.ts';
import { etagOf } from '../../shared/feed/converge.ts';
import { ALL } from '../../shared/feed/feed-id.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
import { SITEMAP_INDEX } from '../../shared/sitemap/sitemap-index.ts';
import type { Feeds, PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 8;
const UNCHANGED = { written: [], deleted: [] };

interface Deps {
  publisher: Publisher;
  objects: PublicListing;
  feeds: Feeds;
  bounds: Bounds;
  isOver: () => boolean;
}

/** An archived part, and what the bucket has of its feed's archives. */
interface Part extends NotedBound {
  feedId: string;
  listed: ReadonlyMap<string, string>;
}

/**
 * Checks the index of sitemaps and then every archived part of every feed, the feeds by their ids and each from its beginning. Answers
 * where it stopped, undefined at the end. A feed without archives costs a query; a part three, and what it lists of 1,000 objects a
 * LIST. Memory holds the bounds and the listing of one feed at a time, some megabytes for 100,000 articles.
 */
export async function rebuildArchives(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const { items, stoppedAt } = untilOver(partsAfter(after, report, deps), cursorOf, deps.isOver);
  await inParallel(items, WIDTH, (part) =>
    report(`${part.feedId} ${partName(part.bound)}`, () => repairPart(part, deps.publisher)),
  );
  const stopped = stoppedAt();
  // Of what is there by now: parts may have been cut.
  if (stopped === undefined) await report(SITEMAP_INDEX, () => deps.publisher.convergeSiteFile(SITEMAP_INDEX));
  return stopped;
}

const cursorOf = ({ feedId, bound }: Pick<Part, 'feedId' | 'bound'>): string => `${feedId}#${bound}`;

async function* partsAfter(cursor: string | undefined, report: Report, deps: Deps): AsyncGenerator<Part> {
  const [feed = '', ...rest] = cursor?.split('#') ?? [];
  const done = rest.join('#');
  for await (const { feedId } of deps.feeds.registered()) {
    if (feedId < feed) continue;
    const bounds: NotedBound[] = [];
    for await (const bound of deps.bounds.all(feedId)) bounds.push(bound);
    const [first] = bounds;
    if (first === undefined) continue;
    if (feedId !== feed) await report(feedId, () => deps.publisher.convergeArchive(feedId, { before: first.bound }));
    const listed = await listArchives(feedId, deps.objects);
    // The last bound begins the tail.
    for (const each of bounds.slice(0, -1)) if (feedId !== feed || each.bound > done) yield { feedId, ...each, listed };
  }
}

async function listArchives(feedId: string, objects: PublicListing): Promise<Map<string, string>> {
  const listed = new Map<string, string>();
  for (const prefix of [archivePrefix(feedId), ...(feedId === ALL ? ['sitemaps/'] : [])]) {
    for await (const { key, etag } of objects.list(prefix)) listed.set(key, etag);
  }
  return listed;
}

async function repairPart({ feedId, bound, changedAt, listed }: Part, publisher: Publisher) {
  const target = archiveTarget(feedId, bound, publisher.deps);
  const state = await target.read();
  const isCut = !isOver(state.newest) && monthCuts(state, { at: bound }).length === 0;
  const isRight = target.render(state).every((output) => listed.get(output.key) === etagOf(output.body));
  const isNoted = feedId !== ALL || changedAt === state.view?.updatedAt;
  if (isCut && isRight && isNoted) return UNCHANGED;
  return await publisher.convergeArchive(feedId, { at: bound });
}
