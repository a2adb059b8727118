import { type Histories, type HistoryMove, historyMove } from '../person/history-move.ts';
import { AuthoredComments } from './authored-comments.ts';
import { historyKey } from './discussion-keys.ts';

/** How far people's comments have been hidden or shown again, in the discussion table. */
export class HistoryTable extends AuthoredComments implements Histories {
  /** Strongly consistent. */
  async history(poster: string): Promise<HistoryMove | undefined> {
    const item = await this.table.get(historyKey(poster), { consistent: true });
    return item && historyMove.parse(item);
  }

  async advance(poster: string, from: HistoryMove, to: { moved: number } & Pick<HistoryMove, 'passes' | 'after'>) {
    const { revision, passes, after } = from;
    const update = historyKey(poster);
    const add = { changed: to.moved };
    const set = { passes: to.passes, after: to.after };
    const { committed } = await this.table.transact([
      { update, set, add, if: { equals: { revision, passes, after } } },
    ]);
    if (!committed && to.moved > 0) await this.table.transact([{ update, add, if: { equals: { revision } } }]);
  }
}
