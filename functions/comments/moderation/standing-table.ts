import * as z from 'zod';
import { type Standing, standing } from '../../../shared/comment/standing.ts';
import { AUTHOR_INDEX, historyKey, standingKey } from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import { instant } from '../../../shared/time.ts';
import { unlessBusy } from '../busy-table.ts';
import type { Window } from '../ports.ts';
import { actWrites } from './acts.ts';
import type { HistoryProgress, Standings } from './ports.ts';

const progress = z.object({
  hidden: z.boolean(),
  changed: z.int(),
  after: z.string().optional(),
  done: z.boolean(),
  at: instant,
});

const authored = z.object({ pk: z.string(), authorSort: z.string() });

/** How moderators have posters, and how far the comments of each have been hidden. */
export class StandingTable implements Standings {
  readonly #table: Pick<Table, 'getMany' | 'query' | 'put' | 'transact'>;

  constructor(table: Pick<Table, 'getMany' | 'query' | 'put' | 'transact'>) {
    this.#table = table;
  }

  async find(poster: string): Promise<{ standing?: Standing; history?: HistoryProgress }> {
    const keys = [standingKey(poster), historyKey(poster)];
    const [found, history] = await this.#table.getMany(keys, { consistent: true });
    return { ...(found && { standing: standing.parse(found) }), ...(history && { history: progress.parse(history) }) };
  }

  async save(poster: string, before: Standing | undefined, after: Standing): Promise<boolean> {
    const { schemaVersion: _, revision, by, at, reason, ...set } = after;
    const made = {
      kind: 'user',
      subject: poster,
      revision,
      set,
      by,
      at,
      ...(reason !== undefined && { reason }),
    } as const;
    const writes = actWrites(standingKey(poster), before, after, made);
    return (await unlessBusy(this.#table.transact(writes))).committed;
  }

  async saveHistory(poster: string, history: HistoryProgress): Promise<void> {
    await this.#table.put({ ...historyKey(poster), schemaVersion: 1, ...history });
  }

  async authored(poster: string, { after, limit }: Window): Promise<{ ids: string[]; next?: string }> {
    const { items, next } = await this.#table.query({
      index: AUTHOR_INDEX,
      pk: poster,
      limit,
      ...(after !== undefined && { sk: { after } }),
    });
    const found = items.map((item) => authored.parse(item));
    const last = found.at(-1);
    return {
      ids: found.map(({ pk }) => pk.replace(/^COMMENT#/, '')),
      ...(next && last && { next: last.authorSort }),
    };
  }
}
