import type { Converged } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import { resumeAt, type StreamAnswer, streamRecordsOf } from '../../shared/stream-records.ts';
import { type Touched, touchedOutputs } from './touched-outputs.ts';

/** What makes outputs right. */
export interface Converging {
  /** Makes an article's page what the table says, be that its absence. */
  convergePage(articleId: string): Promise<Converged>;
  /** Makes all files of a feed what the table says. */
  convergeFeed(feedId: string): Promise<Converged>;
}

/** How many pages or feeds are worked on at a time. */
const WIDTH = 8;

/**
 * Publishes what a batch of the editorial stream has changed. Pages come before feeds, so that no feed links to a page that is
 * not there yet. Answers with the first record whose outputs did not become right, where the stream is to resume: so no
 * record is acknowledged before its outputs have converged. A record of unknown shape is logged and passed over, since trying
 * it again would not help.
 */
export async function publishBatch(event: unknown, publisher: Converging, log: Log): Promise<StreamAnswer> {
  const records = streamRecordsOf(event);
  const { touched, strange } = touchedOutputs(records);
  for (const position of strange) {
    log.warn('record passed over', { sequenceNumber: records[position]?.sequenceNumber });
  }
  const publish = (output: Touched) => publishOne(output, publisher, log);
  const pages = await inParallel(touched.filter(isPage), WIDTH, publish);
  const feeds = await inParallel(
    touched.filter((output) => !isPage(output)),
    WIDTH,
    publish,
  );

  return resumeAt(
    records,
    [...pages, ...feeds].filter((first) => first !== undefined),
  );
}

const isPage = (output: Touched): boolean => output.kind === 'page';

/** The position of the record to resume at, or undefined when all is well. */
async function publishOne({ kind, id, first }: Touched, publisher: Converging, log: Log): Promise<number | undefined> {
  try {
    const { written, deleted, attempts } = await (kind === 'page'
      ? publisher.convergePage(id)
      : publisher.convergeFeed(id));
    log.info('converged', { kind, id, written: written.length, deleted: deleted.length, attempts });
    return undefined;
  } catch (error) {
    log.error('not converged, to be retried', { kind, id, error });
    return first;
  }
}
