import { type Standing, standing } from '../../../shared/comment/standing.ts';
import { type HistoryMove, historyMove } from '../../../shared/person/history-move.ts';
import { historyUnderway } from '../../../shared/person/underway.ts';
import { historyKey, standingKey } from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import { underwayItem } from '../../../shared/store/underway-table.ts';
import { unlessBusy } from '../busy-table.ts';
import { actWrites } from './acts.ts';
import type { Standings } from './ports.ts';

/** How moderators have posters, and how far the comments of each have been hidden. */
export class StandingTable implements Standings {
  readonly #table: Pick<Table, 'getMany' | 'transact'>;

  constructor(table: Pick<Table, 'getMany' | 'transact'>) {
    this.#table = table;
  }

  async find(poster: string): Promise<{ standing?: Standing; history?: HistoryMove }> {
    const keys = [standingKey(poster), historyKey(poster)];
    const [found, moved] = await this.#table.getMany(keys, { consistent: true });
    return { ...(found && { standing: standing.parse(found) }), ...(moved && { history: historyMove.parse(moved) }) };
  }

  /** One transaction: what has begun with it cannot be lost, whatever becomes of who asked. */
  async save(poster: string, before: Standing | undefined, after: Standing, move?: HistoryMove): Promise<boolean> {
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
    if (move) {
      writes.push({ put: { ...historyKey(poster), ...move } });
      writes.push({ put: underwayItem(historyUnderway(poster, move.at)) });
    }
    return (await unlessBusy(this.#table.transact(writes))).committed;
  }
}
