import type { Article } from '../../shared/article/article.ts';
import { type Circumstances, type Transition, tick } from '../../shared/article/transition.ts';
import { ALL } from '../../shared/feed/feed-id.ts';
import type { SavedFeeds } from '../../shared/feed/saved-feed.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { type Clock, toInstant } from '../../shared/time.ts';
import { inBatches } from './in-batches.ts';
import type { Articles, Feeds, Memberships, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 4;
const BATCH = 100;

interface Deps {
  feeds: Feeds;
  articles: Articles;
  memberships: Memberships;
  site: { savedFeeds: SavedFeeds };
  clock: Clock;
  isOver: () => boolean;
}

/**
 * Brings every visible article into the feeds that it belongs to and out of those that it does not, which a change of the
 * stage's saved feeds leaves undone. Along the feed of all, oldest first; answers the sort key where it stopped, undefined at the
 * end. 100 articles cost a BatchGetItem where all is right.
 */
export async function rebuildMemberships(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const batches = inBatches(deps.feeds.allEntries(ALL, after), BATCH);
  const { items, stoppedAt } = untilOver(batches, (batch) => batch.at(-1)?.sk ?? '', deps.isOver);
  await inParallel(items, WIDTH, async (batch) => {
    const articles = await deps.articles.articles(batch.map(({ entry }) => entry.id));
    for (const [i, { entry }] of batch.entries()) {
      await report(entry.id, async () => ({ written: await bring(articles[i], deps), deleted: [] }));
    }
  });
  return stoppedAt();
}

/** The article, if it was in other feeds than it belongs to. Whoever changes it meanwhile brings it where it belongs. */
async function bring(article: Article | undefined, { memberships, site, clock }: Deps): Promise<string[]> {
  const transition = article && newMemberships(article, { now: toInstant(clock()), savedFeeds: site.savedFeeds });
  if (!transition) return [];
  await memberships.registerFeeds(transition.newFeeds);
  return (await memberships.commit(transition)) ? [transition.after.id] : [];
}

/** What comes and goes of its entries; nothing where they are right, nor where it is for the clock to act. */
function newMemberships(article: Article, circumstances: Circumstances): Transition | undefined {
  const transition = tick(article, circumstances);
  const { after, newFeeds, leftFeeds } = transition;
  const isRight = newFeeds.length + leftFeeds.length === 0 && article.changedAt === after.changedAt;
  if (isRight || after.visible !== article.visible) return undefined;
  // The entries that it keeps are as they were.
  return { ...transition, enteredFeeds: newFeeds.map(({ feedId }) => feedId) };
}
