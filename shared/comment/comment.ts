import * as z from 'zod';
import { instant } from '../time.ts';
import { trace } from './trace.ts';

/** Where a comment stands. Only PUBLISHED ones are counted, and read by anyone. */
export const commentStatus = z.enum(['PENDING', 'PUBLISHED', 'REJECTED', 'SPAM']);

export type CommentStatus = z.infer<typeof commentStatus>;

/** Whether readers do not see it and nobody is to decide on it: it was refused, by a rule or a moderator. */
export const isRefused = (status: CommentStatus): boolean => status === 'REJECTED' || status === 'SPAM';

/** What anyone may know of a comment that is shown: what the thread index projects, and what lists are made of. */
export const shownComment = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  articleId: z.string(),
  /** The comment at the head of this one's thread; absent on that one. Threads are shown two levels deep. */
  parentId: z.string().optional(),
  /** The comment that is answered, where that is not the head of the thread. */
  replyTo: z.string().optional(),
  status: commentStatus,
  /** Counts the texts this comment has had, from 1: decisions and edits name the one that they were made on. */
  revision: z.number().int().min(1),
  text: z.string(),
  authorName: z.string(),
  badge: z.string().optional(),
  likes: z.number().int().min(0),
  /** PUBLISHED comments below this one. */
  replyCount: z.number().int().min(0),
  createdAt: instant,
  editedAt: instant.optional(),
  deletedBy: z.enum(['author', 'moderator', 'erasure']).optional(),
  /** Whether editors want it to be seen. */
  featured: z.literal(true).optional(),
});

export type ShownComment = z.infer<typeof shownComment>;

/** A comment whole, the item `COMMENT#<id>`. What it has beyond a shown one never leaves the table unless said so here. */
export const comment = shownComment.extend({
  /** Who wrote it: `user:<subject>`, or `guest:<hash of the address>`. */
  poster: z.string(),
  /** A guest's address. Leaves the table only in that person's own export. */
  email: z.string().optional(),
  /** Why a machine held it; shown to moderators. */
  heldReasons: z.array(z.string()),
  /** Since when it has been PENDING, while it is: names its place in the queue `pending`. */
  heldSince: instant.optional(),
  /** Since when it has been PUBLISHED with a text that nobody reviewed: names its place in the queue `unmoderated`. */
  unreviewedSince: instant.optional(),
  /** Since when it has been REJECTED or SPAM, by a rule or a moderator: names its place in the queue `rejected`. */
  refusedSince: instant.optional(),
  /** Since when it has been flagged and not reviewed since: names its place in the queue `reported`. */
  reportedSince: instant.optional(),
  /** How many have flagged it since it was reviewed last. */
  flagCount: z.number().int().min(0).optional(),
  /** When a moderator decided on it last, and how: an edit or a deletion takes neither back. */
  reviewedAt: instant.optional(),
  reviewedAs: commentStatus.optional(),
  /** Where it stood when it was hidden with all that its poster has said, and stands again once that is shown. */
  hiddenFrom: z
    .object({
      unreviewedSince: instant.optional(),
      reportedSince: instant.optional(),
      featured: z.literal(true).optional(),
    })
    .optional(),
  /** Of the folded text, by which one person's repeats are found. */
  textHash: z.string().optional(),
  trace: trace.optional(),
  /** A hash of what was posted, so that a retry is told from another comment under the same key. */
  fingerprint: z.string(),
  /** A guest's edit token is made of this and the Idempotency-Key, so that a retry is given the same one; kept is its hash. */
  editNonce: z.string().optional(),
  editTokenHash: z.string().optional(),
});

export type Comment = z.infer<typeof comment>;

/**
 * Whether a comment has a place in its thread: as itself while it is PUBLISHED, as a tombstone without words while it is not
 * and still has replies that are.
 */
export const isShown = (c: Pick<Comment, 'status' | 'replyCount'>): boolean =>
  c.status === 'PUBLISHED' || c.replyCount > 0;
