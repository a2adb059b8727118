import { type Commenting, commenting } from '../../../shared/comment/commenting.ts';
import { commentingKey } from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import { unlessBusy } from '../busy-table.ts';
import { actWrites } from './acts.ts';
import type { Commentings } from './ports.ts';

/** How articles may be discussed, where that is not as the site has it. */
export class CommentingTable implements Commentings {
  readonly #table: Pick<Table, 'get' | 'transact'>;

  constructor(table: Pick<Table, 'get' | 'transact'>) {
    this.#table = table;
  }

  async find(articleId: string): Promise<Commenting | undefined> {
    const item = await this.#table.get(commentingKey(articleId), { consistent: true });
    return item && commenting.parse(item);
  }

  async save(articleId: string, before: Commenting | undefined, after: Commenting): Promise<boolean> {
    const { schemaVersion: _, revision, by, at, ...set } = after;
    const made = { kind: 'article', subject: articleId, revision, set, by, at } as const;
    const writes = actWrites(commentingKey(articleId), before, after, made);
    return (await unlessBusy(this.#table.transact(writes))).committed;
  }
}
