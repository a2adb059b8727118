import type { Article, Due } from '../../shared/article/article.ts';
import { type Transition, tick } from '../../shared/article/transition.ts';
import type { UploadOutcome } from '../../shared/article/upload.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import type { SavedFeeds } from '../../shared/feed/saved-feed.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import { type Clock, type Instant, toInstant } from '../../shared/time.ts';

/** A due item of the table. */
export interface DueItem extends Due {
  id: string;
}

/** The editorial table, as the clock needs it. Reads are strongly consistent. */
export interface DueStore {
  /** The items due at `now` or before, over all shards, oldest first within each. */
  dueBy(now: Instant): AsyncIterable<DueItem>;
  article(id: string): Promise<Article | undefined>;
  /** The newest object version of the key that speaks for the article. */
  newestVersion(key: string): Promise<string | undefined>;
  registerFeeds(feeds: readonly NamedFeed[]): Promise<void>;
  /** The transition with its upload's new outcome, in one transaction; false when the article changed first. */
  commit(
    transition: Transition,
    restated: { key: string; versionId: string; outcome: UploadOutcome }[],
  ): Promise<boolean>;
  /** Removes an item that no article claims. */
  discard(item: DueItem): Promise<void>;
}

export interface Deps {
  store: DueStore;
  savedFeeds: SavedFeeds;
  clock: Clock;
  log: Log;
}

export interface Released {
  released: number;
  expired: number;
  discarded: number;
  failed: number;
}

const ATTEMPTS = 5;

/** How many articles are settled at a time. */
const WIDTH = 8;

/**
 * Does what time has come for: makes articles visible and takes expired ones away, each in a transaction with its feed
 * entries. Safe to run late, twice or beside itself: what is due is table state and the article's guard decides. One that
 * cannot be settled does not keep the others: it is counted and logged, and due again at the next tick.
 */
export async function releaseDue(deps: Deps): Promise<Released> {
  const counts: Released = { released: 0, expired: 0, discarded: 0, failed: 0 };
  await inParallel(deps.store.dueBy(toInstant(deps.clock())), WIDTH, async (item) => {
    try {
      counts[await settle(item, deps)]++;
    } catch (error) {
      counts.failed++;
      deps.log.error('due article not settled', { ...item, error });
    }
  });
  return counts;
}

async function settle(item: DueItem, { store, savedFeeds, clock }: Deps): Promise<keyof Released> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const article = await store.article(item.id);
    if (!article?.dues.some((due) => due.op === item.op && due.at === item.at)) {
      await store.discard(item);
      return 'discarded';
    }
    const transition = tick(article, { now: toInstant(clock()), savedFeeds });
    await store.registerFeeds(transition.newFeeds);
    if (await store.commit(transition, await restated(transition, store))) {
      return item.op === 'release' ? 'released' : 'expired';
    }
  }
  throw new Error(`Contention on article ${item.id} did not end in ${ATTEMPTS} attempts`);
}

/** The upload that was `scheduled` becomes `published`, and `withdrawn` when its article expires. */
async function restated({ before, after }: Transition, store: DueStore) {
  if (!before || before.visible === after.visible) return [];
  const versionId = await store.newestVersion(after.source.key);
  const outcome: UploadOutcome = after.visible ? 'published' : 'withdrawn';
  return versionId ? [{ key: after.source.key, versionId, outcome }] : [];
}
