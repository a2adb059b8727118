import { partName, placeOfArchive } from '../../shared/feed/archive/archive-url.ts';
import type { Bounds } from '../../shared/feed/archive/bounds.ts';
import { ALL } from '../../shared/feed/feed-id.ts';
import { nameOfSitemap } from '../../shared/sitemap/article-sitemap.ts';
import { LATEST_SITEMAP } from '../../shared/sitemap/latest-sitemap.ts';
import { NEWS_SITEMAP } from '../../shared/sitemap/news-sitemap.ts';
import type { PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

interface Deps {
  objects: PublicListing;
  bounds: Bounds;
  isOver: () => boolean;
}

/**
 * Removes what lies among the archives and sitemaps and is none. Answers the key where it stopped, undefined at the end. 1,000 objects
 * cost a LIST, and a feed whose objects they are the reading of its bounds.
 */
export async function removeArchives(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const parts = new PartNames(deps.bounds);
  const { items, stoppedAt } = untilOver(objectsAfter(after, deps.objects), ({ key }) => key, deps.isOver);
  for await (const { key } of items) {
    if (await isExpected(key, parts)) continue;
    await report(key, async () => {
      await deps.objects.delete(key);
      return { written: [], deleted: [key] };
    });
  }
  return stoppedAt();
}

async function* objectsAfter(after: string | undefined, objects: PublicListing) {
  for (const prefix of ['archives/', 'sitemaps/']) yield* objects.list(prefix, after);
}

async function isExpected(key: string, parts: PartNames): Promise<boolean> {
  if (key === LATEST_SITEMAP || key === NEWS_SITEMAP) return true;
  const name = nameOfSitemap(key);
  const place = name === undefined ? placeOfArchive(key) : { feedId: ALL, name };
  return place !== undefined && (await parts.has(place.feedId, place.name));
}

/** The names of one feed's parts at a time, since objects come feed by feed. */
class PartNames {
  readonly #bounds: Bounds;
  #feedId: string | undefined;
  #names = new Set<string>();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** A name that is not known is looked for again: a bound stands before its part's objects do. */
  async has(feedId: string, name: string): Promise<boolean> {
    if (feedId === this.#feedId && this.#names.has(name)) return true;
    this.#feedId = feedId;
    this.#names = new Set();
    for await (const { bound } of this.#bounds.all(feedId)) this.#names.add(partName(bound));
    return this.#names.has(name);
  }
}
