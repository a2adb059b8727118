import { articleIdOfPage } from '../../shared/article/article-url.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
import { type Clock, toInstant } from '../../shared/time.ts';
import { inBatches } from './in-batches.ts';
import type { Articles, PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 8;
const BATCH = 100;

interface Deps {
  publisher: Pick<Publisher, 'convergePage'>;
  objects: PublicListing;
  articles: Articles;
  clock: Clock;
  isOver: () => boolean;
}

/**
 * Removes the pages of articles that are not to be seen, of which the publisher makes sure, and whatever else lies among them. Answers
 * the key where it stopped, undefined at the end. 1,000 pages cost a LIST and 10 BatchGetItem.
 */
export async function removePages(after: string | undefined, report: Report, deps: Deps): Promise<string | undefined> {
  const batches = inBatches(deps.objects.list('pages/', after), BATCH);
  const { items, stoppedAt } = untilOver(batches, (objects) => objects.at(-1)?.key ?? '', deps.isOver);
  await inParallel(items, WIDTH, (objects) => removeAmong(objects, report, deps));
  return stoppedAt();
}

async function removeAmong(objects: readonly { key: string }[], report: Report, deps: Deps): Promise<void> {
  const ids = objects.flatMap(({ key }) => articleIdOfPage(key) ?? []);
  const articles = await deps.articles.articles(ids);
  const now = toInstant(deps.clock());
  const gone = ids.filter((_, i) => {
    const article = articles[i];
    return !article?.visible || !isVisible(article, now);
  });
  for (const id of gone) await report(id, () => deps.publisher.convergePage(id));
  for (const { key } of objects.filter(({ key }) => articleIdOfPage(key) === undefined)) {
    await report(key, async () => {
      await deps.objects.delete(key);
      return { written: [], deleted: [key] };
    });
  }
}
