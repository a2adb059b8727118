import { waitAfter } from '../../shared/comment/pace.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import type { CommentCounts } from '../../shared/store/comment-counts.ts';
import type { DiscussionQueue } from '../../shared/store/discussion-queue.ts';
import type { Publications } from '../../shared/store/publications.ts';
import type { Table } from '../../shared/store/table.ts';
import { resumeAt, type StreamAnswer, streamRecordsOf } from '../../shared/stream-records.ts';
import type { Clock } from '../../shared/time.ts';
import { discussionChanges } from './discussion-changes.ts';
import { writeBatches } from './write-batches.ts';

export interface Deps {
  counts: Pick<CommentCounts, 'rollUp'>;
  publications: Pick<Publications, 'find'>;
  queue: Pick<DiscussionQueue, 'ask'>;
  table: Pick<Table, 'writeMany'>;
  clock: Clock;
  log: Log;
}

/** How many articles, or batches of writes, are worked on at a time. */
const WIDTH = 8;

/**
 * What follows from a batch of the discussion stream: totals are made the sum of their shards, places that comments take
 * beside their own items are put and those that they left are removed, the list of what an article shows is kept, and comments are
 * noted whose likes have changed; then their discussion is asked to be published. Each thing is done once a batch, however many
 * records ask for it, and 25 of the writes are one request. Answers with the first record of which something could not be
 * done, where the stream is to resume; a record of unknown shape is logged and passed over.
 */
export async function publishComments(event: unknown, deps: Deps): Promise<StreamAnswer> {
  const { counts, table, log } = deps;
  const records = streamRecordsOf(event);
  const changes = discussionChanges(records);
  for (const position of changes.strange) {
    log.warn('record passed over', { sequenceNumber: records[position]?.sequenceNumber });
  }

  const failed: number[] = [];
  const attempt = async (first: number, what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error('not done, to be retried', { what, error });
      failed.push(first);
    }
  };
  await inParallel(changes.counted, WIDTH, ([articleId, first]) =>
    attempt(first, `total of ${articleId}`, () => counts.rollUp(articleId)),
  );
  await inParallel(writeBatches(changes), WIDTH, ({ first, writes }) =>
    attempt(first, 'places beside comments', () => table.writeMany(writes)),
  );
  // Only now: whoever publishes reads the list, and rolls up the likes that were noted.
  await inParallel(changes.discussed, WIDTH, ([articleId, first]) =>
    attempt(first, `publishing of ${articleId}`, () => ask(articleId, deps)),
  );
  const { counted, places, discussed } = changes;
  log.info('discussion followed', {
    totals: counted.size,
    places: places.size,
    shown: changes.shown.size,
    liked: changes.liked.size,
    discussed: discussed.size,
  });
  return resumeAt(records, failed);
}

/** A publication that begins from here on will show what the batch has changed. */
async function ask(articleId: string, { publications, queue, clock }: Deps): Promise<void> {
  const { begun, at } = await publications.find(articleId);
  await queue.ask({ articleId, after: begun }, Math.max(0, waitAfter(at, clock())));
}
