import { articleIdOfPage } from '../../shared/article/article-url.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
import { toInstant } from '../../shared/time.ts';
import type { Articles, PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 8;
const BATCH = 100;

interface Deps {
  publisher: Publisher;
  objects: PublicListing;
  articles: Articles;
  isOver: () => boolean;
}

/**
 * Removes the pages of articles that are not to be seen, and whatever else lies among the pages. Answers the key where it
 * stopped, undefined at the end. 1,000 objects cost a LIST and 10 BatchGetItem.
 */
export async function removePages(after: string | undefined, report: Report, deps: Deps): Promise<string | undefined> {
  const batches = inBatches(deps.objects.list('pages/', after), BATCH);
  const { items, stoppedAt } = untilOver(batches, (keys) => keys.at(-1) ?? '', deps.isOver);
  await inParallel(items, WIDTH, (keys) => removeAmong(keys, report, deps));
  return stoppedAt();
}

async function removeAmong(keys: readonly string[], report: Report, deps: Deps): Promise<void> {
  const ids = keys.map(articleIdOfPage).filter((id) => id !== undefined);
  const articles = await deps.articles.articles(ids);
  const now = toInstant(deps.publisher.deps.clock());
  const gone = ids.filter((_, i) => {
    const article = articles[i];
    return !article?.visible || !isVisible(article, now);
  });
  // The publisher looks again before it removes anything, and after.
  for (const id of gone) await report(id, () => deps.publisher.convergePage(id));
  for (const key of keys.filter((key) => articleIdOfPage(key) === undefined)) {
    await report(key, async () => {
      await deps.objects.delete(key);
      return { written: [], deleted: [key] };
    });
  }
}

async function* inBatches(objects: AsyncIterable<{ key: string }>, size: number): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const { key } of objects) {
    batch.push(key);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
