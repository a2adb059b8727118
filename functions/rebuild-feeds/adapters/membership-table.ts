import type { Transition } from '../../../shared/article/transition.ts';
import type { NamedFeed } from '../../../shared/feed/feed-id.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import type { FeedStore } from '../../../shared/store/feed-store.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { Memberships } from '../ports.ts';

/** Articles' entries in the feeds of the editorial table. A change costs 4 to 6 write units, and 2 for each feed that is left or entered. */
export class MembershipTable implements Memberships {
  readonly #table: Table;
  readonly #feeds: FeedStore;

  constructor(table: Table, feeds: FeedStore) {
    this.#table = table;
    this.#feeds = feeds;
  }

  registerFeeds = (feeds: readonly NamedFeed[]): Promise<void> => this.#feeds.registerAll(feeds);

  async commit(transition: Transition) {
    const { committed } = await this.#table.transact(articleWrites(transition));
    return committed;
  }
}
