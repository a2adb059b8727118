import * as z from 'zod';
import { commentStatus, shownComment } from '../shared/comment/comment.ts';
import { instant } from '../shared/time.ts';

/** What every event of a comment says. Never its text, nor anything of who wrote it: what may be read is at `/api/comments/{id}`. */
const about = z.object({
  schemaVersion: z.literal(1),
  /** The event's own id, the same however often the event comes. */
  id: z.string(),
  /** When it was done: the envelope's time, to the millisecond. */
  at: instant,
  commentId: z.string(),
  articleId: z.string(),
  /** The comment at the head of its thread; absent on that one. */
  parentId: z.string().optional(),
  /** Counts the texts that the comment has had. */
  revision: z.int().min(1),
  status: commentStatus,
});

/** A comment has come in. What is PUBLISHED or refused at once makes an event of that as well. */
export const commentPosted = about;

/** Readers see the comment, or another text of it. */
export const commentPublished = about.extend({ status: z.literal('PUBLISHED') });

/** A comment that readers saw waits for a moderator; they do not see it meanwhile. */
export const commentHeld = about.extend({ status: z.literal('PENDING') });

/** The comment is not for readers: refused, or taken away after they had seen it. */
export const commentRejected = about.extend({
  status: z.enum(['REJECTED', 'SPAM']),
  deletedBy: shownComment.shape.deletedBy,
});

/** One reader more has flagged the comment since it was reviewed last; never who, nor why. */
export const commentFlagged = about.extend({ flagCount: z.int().min(1) });
