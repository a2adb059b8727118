import type { Comment } from '../../shared/comment/comment.ts';
import { type Change, rootOf } from '../../shared/comment/comment-change.ts';
import { ownView } from '../../shared/comment/comment-view.ts';
import { isHidden, restored } from '../../shared/comment/hidden.ts';
import { gone, Problem, unavailable } from '../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { standingProblem } from './article-standing.ts';
import { checkedText } from './checked-text.ts';
import { noSuchComment } from './find-comment.ts';
import type { Articles, Comments } from './ports.ts';
import { circumstancesOf, type Reception, type ReceptionDeps, receiveText, throttled } from './reception.ts';

export interface Edit {
  text: string;
  /** The text that the author saw. */
  revision: number;
  /** As `CloudFront-Viewer-Address`. */
  viewerAddress: string;
  isStaff: boolean;
}

export interface EditDeps extends ReceptionDeps {
  articles: Articles;
  comments: Comments;
}

const ATTEMPTS = 8;
const MINUTE_MS = 60_000;

/**
 * Gives a comment, as it was read, another text, which goes through the pipeline as a new one does; the text before is kept as a
 * revision. The same edit again finds its own text there. Throws a 403 once it is too late, a 409 with the comment as it stands where
 * the author saw another text, and what the pipeline refuses.
 *
 * Requests: two writes that count the edit; at once one read of the article and those of `circumstancesOf`; one of a reply's head if
 * the edit holds or publishes it; one transaction.
 */
export async function editComment(found: Comment, edit: Edit, deps: EditDeps, now: Date): Promise<Comment> {
  const text = checkedText(edit.text);
  if (isMade(found, text, edit.revision)) return found;
  await throttled(found.poster, edit.viewerAddress, deps, now);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = attempt === 1 ? found : await deps.comments.find(found.id);
    if (!before) throw noSuchComment();
    if (isMade(before, text, edit.revision)) return before;
    const change = await changeOf(before, text, edit, deps, now);
    if (await deps.comments.save(change)) return change.after;
  }
  throw unavailable('discussion-busy', 'Too much happens to this comment at once. Try again.');
}

/** Whether the comment has this text, by this edit or before it. */
const isMade = (comment: Comment, text: string, revision: number): boolean =>
  comment.deletedBy === undefined &&
  comment.text === text &&
  (comment.revision === revision || comment.revision === revision + 1);

async function changeOf(before: Comment, text: string, edit: Edit, deps: EditDeps, now: Date): Promise<Change> {
  const at = toInstant(now);
  if (before.deletedBy !== undefined) throw gone('comment-deleted', 'This comment was deleted.');
  if (before.revision !== edit.revision) throw staleRevision(before);
  const { id, articleId, poster } = before;
  const isGuest = before.email !== undefined;
  const [discussed, known] = await Promise.all([
    deps.articles.discussed(articleId, at),
    circumstancesOf({ poster, articleId, isGuest }, deps, now),
  ]);
  if (discussed.standing !== 'open') throw standingProblem(discussed.standing);
  const { editMinutes } = known.book.rules;
  if (Date.parse(before.createdAt) + editMinutes * MINUTE_MS < now.getTime()) throw tooLate(before, editMinutes);

  const received = await receiveText(
    {
      id,
      articleId,
      text,
      isGuest,
      isStaff: edit.isStaff,
      // What has been taken for spam by a machine stays it, and its author is not told.
      fillsTrap: before.status === 'SPAM' && before.reviewedAt === undefined,
      wasStopped: wasStopped(before),
    },
    { ...known, publishedAt: discussed.publishedAt },
    deps,
    now,
  );
  const after = edited(before, { text, at, received });
  return {
    before,
    after,
    ...(await rootOf({ before, after }, deps.comments)),
    revision: {
      commentId: before.id,
      revision: before.revision,
      text: before.text,
      at: before.editedAt ?? before.createdAt,
    },
  };
}

/** No edit publishes what a moderator has refused or hidden, or readers' flags hold. */
function wasStopped(c: Comment): boolean {
  const { status, reviewedAs, reportedSince } = c;
  if (status === 'PUBLISHED') return false;
  const isRefused = reviewedAs === 'REJECTED' || reviewedAs === 'SPAM' || isHidden(c);
  return isRefused || (status === 'PENDING' && reportedSince !== undefined);
}

function edited(before: Comment, { text, at, received }: { text: string; at: Instant; received: Reception }): Comment {
  const {
    heldSince,
    unreviewedSince,
    refusedSince,
    featured: _,
    ...rest
  } = isHidden(before) ? restored(before) : before;
  return {
    ...rest,
    ...received,
    // It keeps its place in a queue.
    ...(received.heldSince !== undefined && { heldSince: heldSince ?? received.heldSince }),
    ...(received.unreviewedSince !== undefined && { unreviewedSince: unreviewedSince ?? received.unreviewedSince }),
    ...(received.refusedSince !== undefined && { refusedSince: refusedSince ?? received.refusedSince }),
    text,
    revision: before.revision + 1,
    editedAt: at,
  };
}

const staleRevision = (comment: Comment) =>
  new Problem({
    status: 409,
    code: 'revision-conflict',
    detail: 'The text has changed since you saw it.',
    extensions: { comment: ownView(comment) },
  });

function tooLate({ createdAt }: Comment, editMinutes: number): Problem {
  const editableUntil = new Date(Date.parse(createdAt) + editMinutes * MINUTE_MS).toISOString();
  return new Problem({
    status: 403,
    code: 'edit-too-late',
    detail: `A comment can be edited for ${editMinutes} minutes.`,
    extensions: { editableUntil },
  });
}
