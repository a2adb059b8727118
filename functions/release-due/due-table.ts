import * as z from 'zod';
import { article, due } from '../../shared/article/article.ts';
import type { Transition } from '../../shared/article/transition.ts';
import { type UploadOutcome, uploadHead } from '../../shared/article/upload.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import type { Log } from '../../shared/log.ts';
import { articleWrites } from '../../shared/store/article-writes.ts';
import { articleKey, dueKey, dueShards, uploadHeadKey, uploadVersionKey } from '../../shared/store/editorial-keys.ts';
import type { FeedStore } from '../../shared/store/feed-store.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Instant } from '../../shared/time.ts';
import type { DueItem, DueStore } from './release-due.ts';

const dueItem = due.extend({ id: z.string() });

/** The clock's view of the editorial table. An idle minute costs one query a shard. */
export class DueTable implements DueStore {
  readonly #table: Table;
  readonly #feeds: FeedStore;
  readonly #log: Log;

  constructor(table: Table, feeds: FeedStore, log: Log) {
    this.#table = table;
    this.#feeds = feeds;
    this.#log = log;
  }

  async *dueBy(now: Instant): AsyncGenerator<DueItem> {
    for (const pk of dueShards()) {
      // `$` is the next character after the `#` that follows the instant in the sort key.
      const items = this.#table.queryAll({ pk, sk: { before: `${now}$` }, consistent: true });
      for await (const item of items) {
        const due = dueItem.safeParse(item);
        if (due.success) yield due.data;
        else this.#log.error('due item not readable', { pk, sk: item.sk });
      }
    }
  }

  async article(id: string) {
    const item = await this.#table.get(articleKey(id), { consistent: true });
    return item && article.parse(item);
  }

  async newestVersion(key: string) {
    const head = await this.#table.get(uploadHeadKey(key), { consistent: true });
    return head && uploadHead.parse(head).good?.versionId;
  }

  registerFeeds = (feeds: readonly NamedFeed[]): Promise<void> => this.#feeds.registerAll(feeds);

  async commit(transition: Transition, restated: { key: string; versionId: string; outcome: UploadOutcome }[]) {
    const { committed } = await this.#table.transact([
      ...articleWrites(transition),
      ...restated.map(({ key, versionId, outcome }) => ({
        update: uploadVersionKey(key, versionId),
        set: { outcome },
        if: 'exists' as const,
      })),
    ]);
    return committed;
  }

  async discard(item: DueItem) {
    await this.#table.transact([{ delete: dueKey(item.id, item) }]);
  }
}
