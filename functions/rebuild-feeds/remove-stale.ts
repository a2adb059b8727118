import { isVisible } from '../../shared/article/visibility.ts';
import type { Converged } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { type Clock, toInstant } from '../../shared/time.ts';
import { inBatches } from './in-batches.ts';
import type { Articles, PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 8;
const BATCH = 100;

interface Deps {
  objects: PublicListing;
  articles: Articles;
  clock: Clock;
  isOver: () => boolean;
}

/** Objects that each belong to an article, all below one prefix. */
interface Owned {
  prefix: string;
  /** The article of an object; undefined of what does not belong there. */
  articleOf(key: string): string | undefined;
  /** Makes the objects of an article right. It looks again before it removes anything, and after. */
  converge(articleId: string): Promise<Converged>;
}

/**
 * Removes the objects of articles that are not to be seen, and whatever else lies among them. Answers the key where it
 * stopped, undefined at the end. 1,000 objects cost a LIST and 10 BatchGetItem.
 */
export async function removeStale(
  owned: Owned,
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const batches = inBatches(deps.objects.list(owned.prefix, after), BATCH);
  const { items, stoppedAt } = untilOver(batches, (objects) => objects.at(-1)?.key ?? '', deps.isOver);
  await inParallel(items, WIDTH, (objects) => {
    const keys = objects.map(({ key }) => key);
    return removeAmong(keys, owned, report, deps);
  });
  return stoppedAt();
}

async function removeAmong(keys: readonly string[], owned: Owned, report: Report, deps: Deps): Promise<void> {
  const ids = [...new Set(keys.map(owned.articleOf).filter((id) => id !== undefined))];
  const articles = await deps.articles.articles(ids);
  const now = toInstant(deps.clock());
  const gone = ids.filter((_, i) => {
    const article = articles[i];
    return !article?.visible || !isVisible(article, now);
  });
  for (const id of gone) await report(id, () => owned.converge(id));
  for (const key of keys.filter((key) => owned.articleOf(key) === undefined)) {
    await report(key, async () => {
      await deps.objects.delete(key);
      return { written: [], deleted: [key] };
    });
  }
}
