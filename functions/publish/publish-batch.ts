import type { Converged } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Log } from '../../shared/log.ts';
import type { FeedChanges } from '../../shared/publisher.ts';
import type { SiteFile } from '../../shared/site-files.ts';
import { resumeAt, type StreamAnswer, type StreamRecord, streamRecordsOf } from '../../shared/stream-records.ts';
import { discussionsIn, type TouchedDiscussion } from './touched-discussions.ts';
import { imagesIn, mediaPath } from './touched-images.ts';
import { type Touched, touchedOutputs } from './touched-outputs.ts';
import { pathsOf, withdrawalsIn } from './withdrawal.ts';

/** What makes outputs right. */
export interface Converging {
  /** Makes an article's page what the table says, be that its absence; if need be, where no more is known than this guard. */
  convergePage(articleId: string, guard?: number): Promise<Converged>;
  /** Makes all files of a feed what the table says, and those of its archives that these changes concern. */
  convergeFeed(feedId: string, changes: FeedChanges): Promise<Converged>;
  /** Makes one of the files that the site has one of what the table says. */
  convergeSiteFile(file: SiteFile): Promise<Converged>;
  /** The articles whose pages show an image if it is there. */
  wantedBy(folder: string, name: string): Promise<string[]>;
}

/** The snapshots and comment feeds of articles. */
export interface Discussions {
  /** Has an article's published, some time soon. */
  ask(articleId: string): Promise<void>;
  /** Takes an article's away, at once. */
  remove(articleId: string): Promise<void>;
  /** Has the number of its comments be nothing while the article is not to be seen, as of that write of its item. */
  count(articleId: string, article: { isVisible: boolean; guard: number }): Promise<void>;
}

/** The CDN before the public bucket. */
export interface Cdn {
  /** Has it drop its copies of these paths. Once for the same paths on the same occasion, however often it is asked. */
  forget(paths: readonly string[], occasion: string): Promise<void>;
}

export interface Deps {
  publisher: Converging;
  discussions: Discussions;
  cdn: Cdn;
  log: Log;
}

/** How many outputs are worked on at a time. */
const WIDTH = 8;

/**
 * Publishes what a batch of the editorial stream has changed. Pages come before feeds, so that no feed links to a page that is
 * not there yet. Answers with the first record whose outputs did not become right, where the stream is to resume: so no
 * record is acknowledged before its outputs have converged, and before the CDN was told to forget what was withdrawn. A record of unknown shape is logged and passed over, since trying
 * it again would not help.
 */
export async function publishBatch(event: unknown, { publisher, discussions, cdn, log }: Deps): Promise<StreamAnswer> {
  const records = streamRecordsOf(event);
  const withdrawals = withdrawalsIn(records);
  const images = await concernedByImages(records, publisher, log);
  const { touched, strange } = touchedOutputs(records, withdrawals, images.pages);
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

  const followed = await inParallel(discussionsIn(records), WIDTH, (each) => follow(each, discussions, log));

  const failed = [...images.failed, ...pages, ...feeds, ...followed].filter((first) => first !== undefined);
  const lost = [...withdrawals.map((each) => ({ first: each.first, paths: pathsOf(each) })), ...images.lost];
  // What is to come again is forgotten then: until its page is gone the CDN would only fetch it anew.
  const settled = lost.filter(({ first }) => failed.every((position) => first < position));
  const unforgotten = await forget(settled, records, cdn, log);
  return resumeAt(records, [...failed, ...unforgotten]);
}

/** What is not to be seen any more, and where the CDN may have it. */
interface Lost {
  first: number;
  paths: string[];
}

/** The pages that show what was touched of images, and what of it the CDN is to forget. `failed`: what could not be told. */
async function concernedByImages(
  records: readonly StreamRecord[],
  publisher: Converging,
  log: Log,
): Promise<{ pages: Touched[]; lost: Lost[]; failed: (number | undefined)[] }> {
  const pages: Touched[] = [];
  const lost: Lost[] = [];
  const failed = await inParallel(imagesIn(records), WIDTH, async ({ first, folder, name, isLost }) => {
    try {
      const ids = await publisher.wantedBy(folder, name);
      pages.push(...ids.map((id): Touched => ({ kind: 'page', id, first })));
      if (isLost && ids.length > 0) lost.push({ first, paths: ids.map(mediaPath) });
      return undefined;
    } catch (error) {
      log.error('articles of an image not found, to be retried', { folder, name, error });
      return first;
    }
  });
  return { pages, lost, failed };
}

/** The position of the first of these, if the CDN could not be told of them. */
async function forget(lost: readonly Lost[], records: readonly StreamRecord[], cdn: Cdn, log: Log): Promise<number[]> {
  const [earliest] = [...lost].sort((a, b) => a.first - b.first);
  if (!earliest) return [];
  const paths = [...new Set(lost.flatMap((each) => each.paths))];
  try {
    await cdn.forget(paths, records[earliest.first]?.sequenceNumber ?? '');
    log.info('forgotten by the CDN', { paths });
    return [];
  } catch (error) {
    log.error('not forgotten by the CDN, to be retried', { paths, error });
    return [earliest.first];
  }
}

const isPage = (output: Touched): boolean => output.kind === 'page';

/** The position of the record to resume at, or undefined when all is well. */
async function publishOne(output: Touched, publisher: Converging, log: Log): Promise<number | undefined> {
  const { kind, id, first } = output;
  try {
    const { written, deleted, attempts } = await convergeOne(output, publisher);
    log.info('converged', { kind, id, written: written.length, deleted: deleted.length, attempts });
    return undefined;
  } catch (error) {
    log.error('not converged, to be retried', { kind, id, error });
    return first;
  }
}

function convergeOne(output: Touched, publisher: Converging): Promise<Converged> {
  if (output.kind === 'page') return publisher.convergePage(output.id, output.guard);
  if (output.kind === 'file') return publisher.convergeSiteFile(output.id);
  return publisher.convergeFeed(output.id, output.changes);
}

/** The same, of an article's discussion: what is withdrawn goes before the CDN is told to forget it. */
async function follow({ id, isVisible, guard, first }: TouchedDiscussion, discussions: Discussions, log: Log) {
  try {
    await (isVisible ? discussions.ask(id) : discussions.remove(id));
    if (guard !== undefined) await discussions.count(id, { isVisible, guard });
    return undefined;
  } catch (error) {
    log.error('discussion not followed, to be retried', { id, isVisible, error });
    return first;
  }
}
