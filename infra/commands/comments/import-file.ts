import { inParallel } from '../../../shared/in-parallel.ts';
import type { ArticleMap } from './article-map.ts';
import { converted, faultOf } from './converted.ts';
import { disqusEntries } from './disqus.ts';
import { FileRefused } from './file-refused.ts';
import { exportedUnits } from './ndjson.ts';
import { type Node, placementsOf } from './placements.ts';
import type { SourceEntry } from './source.ts';
import { bare, type Unit } from './unit.ts';
import type { Written } from './unit-table.ts';
import { wxrEntries } from './wxr.ts';

export type Format = 'disqus' | 'wxr' | 'ndjson';

export interface Import {
  /** The file's text, from its beginning each time. */
  text: () => AsyncIterable<string>;
  format: Format;
  articles: Pick<ArticleMap, 'articleOf'>;
  /** Undefined in a dry run. */
  write: ((unit: Unit) => Promise<Written>) | undefined;
  /** Told how many of how many were looked at, now and then. */
  onProgress: (done: number, total: number) => void;
}

/** What came of an import: numbers, and of what was not imported the first few by the ids of the old site. */
export interface Report {
  imported: number;
  known: number;
  /** Replies whose comment was not to be found: they stand at the head of a thread of their own. */
  moved: number;
  /** Times that say no zone, and were taken for UTC. */
  withoutZone: number;
  skipped: Map<string, { count: number; examples: string[] }>;
}

const BATCH = 200;
const WIDTH = 8;
const EXAMPLES = 10;

/**
 * Imports a file of comments. It is read three times, once for its structure, then heads of threads are written, then replies: so no
 * thread is held in memory, and whatever is wrong with the file shows before anything is written. The same import again writes what
 * is missing. Throws `FileRefused`.
 */
export async function importFile(job: Import): Promise<Report> {
  const report: Report = { imported: 0, known: 0, moved: 0, withoutZone: 0, skipped: new Map() };
  const { total, units } = job.format === 'ndjson' ? await exported(job) : await foreign(job, report);
  let done = 0;
  for (const heads of [true, false]) {
    for await (const batch of batches(units(heads))) {
      // One thread in its order, by nobody else, lest its replies meet at its head.
      const threads = Map.groupBy(batch, ({ comment }) => comment.parentId ?? comment.id);
      await inParallel(threads.values(), WIDTH, async (thread) => {
        for (const unit of thread) {
          const written = job.write ? await job.write(unit) : 'imported';
          if (written === 'imported' || written === 'known') report[written]++;
          else skip(report, written, unit.comment.id);
        }
      });
      done += batch.length;
      job.onProgress(done, total);
    }
  }
  return report;
}

async function exported({ text }: Import) {
  let total = 0;
  for await (const _ of exportedUnits(text())) total++;
  const units = async function* (heads: boolean) {
    for await (const each of exportedUnits(text())) if ((each.comment.parentId === undefined) === heads) yield each;
  };
  return { total, units };
}

async function foreign({ text, format, articles }: Import, report: Report) {
  const read = format === 'disqus' ? disqusEntries : wxrEntries;
  const { nodes, articleOfThread } = await structureOf(read(text()), articles, report);
  const placementOf = placementsOf(nodes);
  for (const [id, { skipped }] of nodes) {
    if (skipped !== undefined) skip(report, skipped, id);
    else if (placementOf(id).isMoved) report.moved++;
  }
  const units = async function* (heads: boolean) {
    let place = 0;
    for await (const entry of read(text())) {
      if (!('comment' in entry)) continue;
      const { comment } = entry;
      const articleId = articleOfThread.get(comment.thread);
      const node = nodes.get(comment.id);
      if (node?.place !== place++ || node.skipped !== undefined || articleId === undefined) continue;
      const placement = placementOf(comment.id);
      if ((placement.head === undefined) === heads) yield bare(converted(comment, placement, articleId, format));
    }
  };
  return { total: [...nodes.values()].filter(({ skipped }) => skipped === undefined).length, units };
}

/** Which comments the file has, where they stand, and which of them cannot be imported. */
async function structureOf(entries: AsyncIterable<SourceEntry>, articles: Import['articles'], report: Report) {
  const nodes = new Map<string, Node>();
  const articleOfThread = new Map<string, string>();
  let place = 0;
  for await (const entry of entries) {
    if ('thread' in entry) {
      const { id, urls } = entry.thread;
      const articleId = await articles.articleOf(urls);
      if (articleId !== undefined) articleOfThread.set(id, articleId);
      continue;
    }
    const { comment } = entry;
    const { id, thread, parent } = comment;
    const at = place++;
    if (nodes.has(id)) {
      skip(report, 'twice-in-the-file', id);
      continue;
    }
    const fault = faultOf(comment);
    const isDeleted = comment.state === 'deleted';
    nodes.set(id, { id, place: at, thread, parent, isDeleted, ...(fault && { skipped: fault }) });
    if (comment.isWithoutZone && !fault) report.withoutZone++;
  }
  if (nodes.size === 0) throw new FileRefused('There is no comment in it.');
  const answered = new Set([...nodes.values()].flatMap(({ parent }) => parent ?? []));
  for (const node of nodes.values()) {
    if (!articleOfThread.has(node.thread)) node.skipped ??= 'article-unknown';
    // Its place is kept for its answers alone.
    else if (node.isDeleted && (node.parent !== undefined || !answered.has(node.id))) node.skipped ??= 'deleted';
  }
  return { nodes, articleOfThread };
}

function skip({ skipped }: Report, reason: string, id: string): void {
  const { count, examples } = skipped.get(reason) ?? { count: 0, examples: [] };
  skipped.set(reason, { count: count + 1, examples: examples.length < EXAMPLES ? [...examples, id.trim()] : examples });
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
