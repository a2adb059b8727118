import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import type { CommentCounts } from '../../shared/store/comment-counts.ts';
import type { Table } from '../../shared/store/table.ts';
import { resumeAt, type StreamAnswer, streamRecordsOf } from '../../shared/stream-records.ts';
import { discussionChanges } from './discussion-changes.ts';

export interface Deps {
  counts: Pick<CommentCounts, 'rollUp'>;
  table: Pick<Table, 'delete'>;
  log: Log;
}

/** How many articles or places are worked on at a time. */
const WIDTH = 8;

/**
 * What follows from a batch of the discussion stream: totals are made the sum of their shards, and places in the queue that
 * were left are removed. Each thing is done once a batch, however many records ask for it. Answers with the first record of which something
 * could not be done, where the stream is to resume; a record of unknown shape is logged and passed over.
 */
export async function publishComments(event: unknown, { counts, table, log }: Deps): Promise<StreamAnswer> {
  const records = streamRecordsOf(event);
  const { counted, left, strange } = discussionChanges(records);
  for (const position of strange) log.warn('record passed over', { sequenceNumber: records[position]?.sequenceNumber });

  const attempt = async (first: number, what: string, work: () => Promise<unknown>): Promise<number | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      log.error('not done, to be retried', { what, error });
      return first;
    }
  };
  const totals = await inParallel(counted, WIDTH, ([articleId, first]) =>
    attempt(first, `total of ${articleId}`, () => counts.rollUp(articleId)),
  );
  const places = await inParallel(left.values(), WIDTH, ({ place, first }) =>
    attempt(first, 'place in the queue', () => table.delete(place)),
  );
  log.info('discussion followed', { totals: counted.size, places: left.size });

  return resumeAt(
    records,
    [...totals, ...places].filter((first) => first !== undefined),
  );
}
