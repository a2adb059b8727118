import { article } from '../../../shared/article/article.ts';
import { type ActRecord, actRecord, type ContentRecord, contentRecord } from '../../../shared/article/history.ts';
import type { NamedFeed } from '../../../shared/feed/feed-id.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import { actKey, articleKey, QUARANTINE_INDEX, uploadVersionKey } from '../../../shared/store/editorial-keys.ts';
import type { FeedStore } from '../../../shared/store/feed-store.ts';
import type { Table, Write } from '../../../shared/store/table.ts';
import type { ActChange, Desk } from '../ports.ts';
import { answerWrite } from './answers-table.ts';

/** The editorial table as editors work on it. A kill in two feeds is one transaction of six actions. */
export class DeskTable implements Desk {
  readonly #table: Table;
  readonly #feeds: FeedStore;

  constructor(table: Table, feeds: FeedStore) {
    this.#table = table;
    this.#feeds = feeds;
  }

  async article(id: string) {
    const item = await this.#table.get(articleKey(id), { consistent: true });
    return item && article.parse(item);
  }

  async history(id: string) {
    const [contents, acts] = await Promise.all([this.#records(id, 'VERSION#'), this.#records(id, 'ACT#')]);
    return {
      contents: contents.map((item): ContentRecord => contentRecord.parse(item)),
      acts: acts.map((item): ActRecord => actRecord.parse(item)),
    };
  }

  registerFeeds = (feeds: readonly NamedFeed[]): Promise<void> => this.#feeds.registerAll(feeds);

  async commit(change: ActChange) {
    const { committed } = await this.#table.transact(writesOf(change));
    return committed;
  }

  async #records(id: string, prefix: string): Promise<unknown[]> {
    const query = { pk: articleKey(id).pk, sk: { beginsWith: prefix }, consistent: true };
    const items: unknown[] = [];
    for await (const item of this.#table.queryAll(query)) items.push(item);
    return items;
  }
}

function writesOf({ transition, act, restated, answer }: ActChange): Write[] {
  const writes = [
    ...articleWrites(transition),
    { put: { ...actKey(transition.after.id, act.at, act.guard), ...act }, if: 'notExists' as const },
  ];
  if (restated) {
    const { key, versionId, outcome, reason } = restated;
    writes.push({
      update: uploadVersionKey(key, versionId),
      set: { outcome, reason, [QUARANTINE_INDEX.pk]: undefined },
      if: 'exists',
    });
  }
  return answer ? [...writes, answerWrite(answer)] : writes;
}
