import type { Article } from '../article/article.ts';
import type { ContentRecord } from '../article/history.ts';
import type { Transition } from '../article/transition.ts';
import { entryOf } from '../feed/entry-of.ts';
import type { Change, FeedEntry, Tombstone } from '../feed/feed-entry.ts';
import { CHANGES } from '../feed/feed-id.ts';
import type { Instant } from '../time.ts';
import { articleKey, articleVersionKey, dueKey, feedEntryKey, wantedKey } from './editorial-keys.ts';
import type { Write } from './table.ts';

/**
 * The writes of one article transition, for one transaction: the article under its guard, the history item of a new content,
 * the feed entries that come, change and go, the due items, and where its images find it. 4 to 6 write units for an article
 * under 2 KB, 2 per feed, 2 for its place in the feed of changes (4 when that moves), and 2 for each folder of images that it did not want before.
 */
export function articleWrites(transition: Transition): Write[] {
  const { before, after } = transition;
  const guard = before ? { equals: { guard: before.guard } } : ('notExists' as const);
  return [
    { put: { ...articleKey(after.id), ...after }, if: guard },
    ...(before?.version === after.version ? [] : [historyWrite(after)]),
    ...entryWrites(transition),
    ...changeWrites(transition),
    ...transition.addedDues.map((due) => ({
      put: { ...dueKey(after.id, due), schemaVersion: 1, id: after.id, op: due.op, at: due.at },
    })),
    ...imageWrites(transition),
    ...transition.removedDues.map((due) => ({ delete: dueKey(after.id, due) })),
  ];
}

function historyWrite(after: Article): Write {
  const record: ContentRecord = {
    schemaVersion: 1,
    version: after.version,
    lastOp: after.lastOp,
    guard: after.guard,
    at: after.updatedAt,
    by: 'upload',
    source: after.source,
    ...(after.correctionNote && { correctionNote: after.correctionNote }),
  };
  return { put: { ...articleVersionKey(after.id, after.version), ...record } };
}

function entryWrites({ before, after, enteredFeeds, leftFeeds }: Transition): Write[] {
  const removed = before?.publishedAt;
  const deletes = removed ? leftFeeds.map((feed) => ({ delete: feedEntryKey(feed, removed, after.id) })) : [];
  if (enteredFeeds.length === 0) return deletes;
  const entry: FeedEntry = entryOf(after);
  return [
    ...deletes,
    ...enteredFeeds.map((feed) => ({ put: { ...feedEntryKey(feed, entry.publishedAt, after.id), ...entry } })),
  ];
}

/** An article that was ever visible has one place in the feed of changes, which moves with it. */
function changeWrites({ before, after, enteredFeeds, leftFeeds }: Transition): Write[] {
  const { id, changedAt } = after;
  const isSame = enteredFeeds.length + leftFeeds.length === 0 && before?.changedAt === changedAt;
  if (!changedAt || isSame) return [];
  const change: Change = after.visible ? { ...entryOf(after), changedAt } : tombstoneOf(after, changedAt);
  const left = before?.changedAt === changedAt ? undefined : before?.changedAt;
  return [
    ...(left ? [{ delete: feedEntryKey(CHANGES, left, id) }] : []),
    { put: { ...feedEntryKey(CHANGES, changedAt, id), ...change } },
  ];
}

const tombstoneOf = (a: Article, changedAt: Instant): Tombstone => ({
  schemaVersion: 1,
  id: a.id,
  version: a.version,
  changedAt,
  gone: true,
  lastOp: a.lastOp,
  ...(a.goneReason && { reason: beginningOf(a.goneReason) }),
});

/** Characters, so that a tombstone stays below 1 KB with its key. The article's own page has all of it. */
const REASON_LENGTH = 200;

function beginningOf(reason: string): string {
  const characters = Array.from(reason);
  return characters.length <= REASON_LENGTH ? reason : `${characters.slice(0, REASON_LENGTH - 1).join('')}…`;
}

const imageWrites = ({ after: { id }, images }: Transition): Write[] => [
  ...(images?.wanted ?? []).map(({ folder, names }) => ({
    put: { ...wantedKey(folder, id), schemaVersion: 1, id, ...(names && { names }) },
  })),
  ...(images?.unwanted ?? []).map((folder) => ({ delete: wantedKey(folder, id) })),
];
