import { BATCH_WRITES } from '../../shared/store/batch-requests.ts';
import { likedWrite } from '../../shared/store/liked-comments.ts';
import { shownWrite } from '../../shared/store/shown-comments.ts';
import type { PlainWrite } from '../../shared/store/table.ts';
import type { DiscussionChanges } from './discussion-changes.ts';

/** Writes that are one request, and the position of the first record that asked for one of them. */
export interface WriteBatch {
  first: number;
  writes: PlainWrite[];
}

type Changed = Pick<DiscussionChanges, 'places' | 'shown' | 'liked'>;

/**
 * All that is kept beside comments, in the order of the records that ask for it, so that of a batch that fails little before the record
 * at fault comes again. The keys of places, of what is shown and of what was liked are never the same: each stands in it once.
 */
export function writeBatches({ places, shown, liked }: Changed): WriteBatch[] {
  const asked: { first: number; write: PlainWrite }[] = [
    ...[...places.values()].map(({ key, item, first }) => ({ first, write: item ? { put: item } : { delete: key } })),
    ...[...shown.values()].map(({ comment, isShown, first }) => ({ first, write: shownWrite(comment, isShown) })),
    ...[...liked].map(([id, { articleId, first }]) => ({ first, write: likedWrite(articleId, id) })),
  ].sort((a, b) => a.first - b.first);
  return Array.from({ length: Math.ceil(asked.length / BATCH_WRITES) }, (_, i) => {
    const batch = asked.slice(i * BATCH_WRITES, (i + 1) * BATCH_WRITES);
    return { first: batch[0]?.first ?? 0, writes: batch.map(({ write }) => write) };
  });
}
