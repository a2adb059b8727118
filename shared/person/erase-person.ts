import type { Comment } from '../comment/comment.ts';
import { rootOf } from '../comment/comment-change.ts';
import { actorOf } from '../comment/comment-id.ts';
import { erasedComment } from '../comment/tombstone.ts';
import { inParallel } from '../in-parallel.ts';
import { type Instant, toInstant } from '../time.ts';
import { type Erasure, erasureIdOf, type Subject, subjectOf } from './erasure.ts';
import type { Act, Erasures } from './ports.ts';
import { hasSettled, type Progress } from './underway.ts';

const PER_PAGE = 50;
const WIDTH = 8;
const ATTEMPTS = 8;

/**
 * Begins to erase what is kept of someone, or goes on where an earlier call has stopped, and does as much as `pages` of 50
 * items are. Answers how far it has come. Each comment leaves a tombstone in a transaction with its counters, each like goes with
 * its counter: whatever ends in between, counts are exact, and the next call finds what is left. Asked again once all is
 * gone, it answers as before, unless there is something new to erase.
 *
 * Requests: three reads and two writes; for each comment two reads, a write an earlier text, one transaction; for each like or
 * flag one read and one transaction.
 */
export async function erasePerson(subject: Subject, store: Erasures, now: Date, pages: number): Promise<Erasure> {
  const id = erasureIdOf(subject);
  const earlier = await store.erasure(id);
  if (earlier?.done && !(await hasData(subject, store))) return earlier;
  const requestedAt = earlier && !earlier.done ? earlier.requestedAt : await begin(subject, id, store, now);
  // Also where it was begun, since that may have ended before it came to this.
  await store.goOnWith({ schemaVersion: 1, kind: 'erasure', id, requestedAt });
  const isDone = await erasePages(subject, id, store, pages);
  const made = await store.erasure(id);
  if (!made) throw new Error('An erasure has vanished.');
  if (!isDone) return made;
  const after = { ...made, ...subject, done: true };
  await store.saveErasure(after);
  return after;
}

async function begin(subject: Subject, id: string, store: Erasures, now: Date): Promise<Instant> {
  const first =
    'poster' in subject ? (await store.comments(subject.poster, { limit: 1 })).items[0]?.id : subject.commentId;
  const listed = { schemaVersion: 1, id, requestedAt: toInstant(now) } as const;
  await store.list({ ...listed, ...(first !== undefined && { commentId: first }) });
  const none = { comments: 0, earlierTexts: 0, likes: 0, flags: 0, standing: 0 };
  await store.saveErasure({ ...listed, ...none, ...subject, done: false });
  return listed.requestedAt;
}

async function hasData(subject: Subject, store: Erasures): Promise<boolean> {
  if ('commentId' in subject) return await isThere(subject.commentId, store);
  const [comments, acts, standing] = await Promise.all([
    store.comments(subject.poster, { limit: 1 }),
    store.acts(actorOf(subject.poster), { limit: 1 }),
    store.standing(subject.poster),
  ]);
  const [first] = comments.items;
  // The index may lag, and lists for a moment what is gone.
  const hasComments = first !== undefined && (await isThere(first.id, store));
  return hasComments || acts.items.length > 0 || standing !== undefined;
}

const isThere = async (commentId: string, store: Erasures): Promise<boolean> => {
  const comment = await store.find(commentId);
  return comment !== undefined && comment.deletedBy !== 'erasure';
};

/** Whether there was nothing left to do within so many pages. */
async function erasePages(subject: Subject, id: string, store: Erasures, pages: number): Promise<boolean> {
  if ('commentId' in subject) {
    await store.countRemoved(id, await eraseComment(subject.commentId, store));
    return true;
  }
  const { poster } = subject;
  const actor = actorOf(poster);
  let left = pages;
  for (let after: string | undefined; left > 0; left--) {
    const { items, next } = await store.comments(poster, { after, limit: PER_PAGE });
    const erased = await inParallel(items, WIDTH, ({ id: commentId }) => eraseComment(commentId, store, poster));
    await store.countRemoved(id, {
      comments: erased.reduce((sum, { comments }) => sum + comments, 0),
      earlierTexts: erased.reduce((sum, { earlierTexts }) => sum + earlierTexts, 0),
    });
    after = next;
    if (next === undefined) break;
  }
  for (let after: string | undefined; left > 0; left--) {
    const { items, next } = await store.acts(actor, { after, limit: PER_PAGE });
    const undone = await inParallel(items, WIDTH, async (act) =>
      (await undo(act, actor, store)) ? act.act : undefined,
    );
    await store.countRemoved(id, {
      likes: undone.filter((act) => act === 'LIKE').length,
      flags: undone.filter((act) => act === 'FLAG').length,
    });
    after = next;
    if (next === undefined) break;
  }
  if (left === 0) return false;
  await store.countRemoved(id, { standing: await store.forgetPoster(poster) });
  return true;
}

const undo = ({ act, commentId }: Act, actor: string, store: Erasures): Promise<boolean> =>
  act === 'LIKE' ? store.unlike(commentId, actor) : store.unflag(commentId, actor);

/** Leaves a tombstone of the comment, whoever writes it at once. What is not the poster's, by now or ever, is left alone. */
async function eraseComment(id: string, store: Erasures, poster?: string) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await store.find(id);
    if (!before || before.deletedBy === 'erasure' || (poster !== undefined && before.poster !== poster)) break;
    // First, so that none is left when we end in between.
    await store.forgetRevisions(before);
    if (await store.save(await changeOf(before, store))) return { comments: 1, earlierTexts: before.revision - 1 };
    if (attempt === ATTEMPTS) throw new Error('Too much happens to a comment that is to be erased.');
  }
  return { comments: 0, earlierTexts: 0 };
}

async function changeOf(before: Comment, store: Erasures) {
  const after = erasedComment(before);
  return { before, after, ...(await rootOf({ before, after }, store)) };
}

/**
 * Goes on with an erasure that was listed: does what is left of it; looks once more, a minute later, for what came at the same moment, and forgets
 * then whose data they were; and does all of it again in a table that was brought back to a time before.
 *
 * Requests: one read of one that has settled.
 */
export async function continueErasure(
  listed: { id: string; requestedAt: string; commentId?: string | undefined },
  store: Erasures,
  now: Date,
  pages: number,
): Promise<Progress> {
  const known = await store.erasure(listed.id);
  const isOlder = known !== undefined && known.requestedAt > listed.requestedAt;
  const subject = known ? subjectOf(known) : await subjectFoundBy(listed, store);
  if (isOlder || (known && !subject)) return 'settled';
  if (!subject) {
    // Nothing of it is in this table: that is noted, lest it be looked for each time.
    await store.saveErasure({ ...erasureOf(listed), done: true });
    return 'settled';
  }
  if (known?.done && !hasSettled(known.requestedAt, now)) return 'waits';
  if (!known) await store.saveErasure({ ...erasureOf(listed), ...subject });
  if (!(await erasePages(subject, listed.id, store, pages))) return 'goes-on';
  const made = await store.erasure(listed.id);
  if (!made) return 'settled';
  if (!hasSettled(made.requestedAt, now)) {
    await store.saveErasure({ ...made, done: true });
    return 'waits';
  }
  const { poster: _, commentId: __, ...settled } = made;
  await store.saveErasure({ ...settled, done: true });
  return 'settled';
}

const erasureOf = ({ id, requestedAt }: { id: string; requestedAt: string }): Erasure => ({
  schemaVersion: 1,
  id,
  requestedAt,
  comments: 0,
  earlierTexts: 0,
  likes: 0,
  flags: 0,
  standing: 0,
  done: false,
});

/** Whose data they were, by a comment that has them again: of the one, or of all. */
async function subjectFoundBy(
  { id, commentId }: { id: string; commentId?: string | undefined },
  store: Erasures,
): Promise<Subject | undefined> {
  if (commentId === undefined) return undefined;
  const comment = await store.find(commentId);
  if (!comment || comment.deletedBy === 'erasure') return undefined;
  const one: Subject = { commentId };
  return erasureIdOf(one) === id ? one : { poster: comment.poster };
}
