import type * as z from 'zod';
import type { DomainEvent } from '../../events/domain-event.ts';
import { comment } from '../../shared/comment/comment.ts';
import { type Instant, latest } from '../../shared/time.ts';

/** What of a comment's item its events are made of. */
export const toldComment = comment.pick({
  id: true,
  articleId: true,
  parentId: true,
  revision: true,
  status: true,
  createdAt: true,
  editedAt: true,
  reviewedAt: true,
  heldSince: true,
  deletedBy: true,
  reportedSince: true,
  flagCount: true,
});

export type ToldComment = z.infer<typeof toldComment>;

/**
 * What a change of a comment's item is to readers and moderators: no event, one, or two for what is published as it is posted.
 * `writtenAt` is when the stream says that it was made: of a deletion the item itself does not. A comment that is old when it comes is
 * imported or restored: nothing happens to it now.
 */
export function commentEventsOf(
  before: ToldComment | undefined,
  after: ToldComment,
  writtenAt?: Instant,
): DomainEvent[] {
  if (!before && isOld(after, writtenAt)) return [];
  const posted: DomainEvent[] = before
    ? []
    : [{ type: 'Comment Posted', detail: { ...about(after, 'posted'), at: after.createdAt, status: after.status } }];
  const decided = decisionIn(before, after, writtenAt);
  const flagged = flagIn(before, after, writtenAt);
  return [...posted, ...(decided ? [decided] : []), ...(flagged ? [flagged] : [])];
}

const A_DAY_MS = 24 * 60 * 60_000;

const isOld = ({ createdAt }: ToldComment, writtenAt: Instant | undefined): boolean =>
  writtenAt !== undefined && Date.parse(writtenAt) - Date.parse(createdAt) > A_DAY_MS;

/** The count and since when it counts are a part of the id: no two flags have both. */
function flagIn(
  before: ToldComment | undefined,
  after: ToldComment,
  writtenAt: Instant | undefined,
): DomainEvent | undefined {
  const { status, reportedSince, flagCount = 0 } = after;
  if (reportedSince === undefined || flagCount <= (before?.flagCount ?? 0)) return undefined;
  const detail = { ...about(after, 'flagged'), status, flagCount, at: writtenAt ?? reportedSince };
  return {
    type: 'Comment Flagged',
    detail: { ...detail, id: `comment/${after.id}/${after.revision}/flagged/${reportedSince}/${flagCount}` },
  };
}

function decisionIn(
  before: ToldComment | undefined,
  after: ToldComment,
  writtenAt: Instant | undefined,
): DomainEvent | undefined {
  const { status, deletedBy } = after;
  if (status === 'PUBLISHED') {
    if (before?.status === status && before.revision === after.revision) return undefined;
    return { type: 'Comment Published', detail: { ...about(after, 'published'), status } };
  }
  if (status === 'PENDING') {
    if (before?.status !== 'PUBLISHED') return undefined;
    return { type: 'Comment Held', detail: { ...about(after, 'held'), status } };
  }
  if (before?.status === 'REJECTED' || before?.status === 'SPAM') return undefined;
  const detail = { ...about(after, 'rejected'), status };
  if (!deletedBy) return { type: 'Comment Rejected', detail };
  return { type: 'Comment Rejected', detail: { ...detail, at: writtenAt ?? detail.at, deletedBy } };
}

/** The instant is a part of the id, since one text may be published, rejected and published again. */
function about(
  { id, articleId, parentId, revision, createdAt, editedAt, reviewedAt, heldSince }: ToldComment,
  what: 'posted' | 'published' | 'held' | 'rejected' | 'flagged',
) {
  const at = latest(createdAt, editedAt, reviewedAt, heldSince) ?? createdAt;
  return {
    schemaVersion: 1 as const,
    id: `comment/${id}/${revision}/${what}${what === 'posted' ? '' : `/${at}`}`,
    at,
    commentId: id,
    articleId,
    ...(parentId && { parentId }),
    revision,
  };
}
