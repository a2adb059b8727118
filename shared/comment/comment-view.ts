import type { Comment, ShownComment } from './comment.ts';
import { commentHtml } from './comment-html.ts';

/** A comment as the API and the snapshots give it: the shape of the public contract. */
export interface CommentView {
  id: string;
  articleId: string;
  parentId: string | null;
  replyTo?: string;
  text: string;
  html: string;
  author: { name: string; badge?: string };
  status: ShownComment['status'];
  revision: number;
  likes: number;
  replyCount: number;
  createdAt: string;
  editedAt?: string;
  deletedBy?: NonNullable<ShownComment['deletedBy']>;
}

/** For anyone: whatever is not PUBLISHED is a tombstone, which keeps its place and its replies and says nothing else. */
export const publicView = (c: ShownComment): CommentView =>
  c.status === 'PUBLISHED' ? view(c) : { ...view({ ...c, text: '', authorName: '' }), author: { name: '' } };

/** For the one who wrote it, and after a decision for the one who made it. */
export const ownView = (c: Comment): CommentView => view(c);

/** For moderators: with the reasons that it was held for. */
export const moderatorView = (c: Comment): CommentView & { heldReasons: string[] } => ({
  ...view(c),
  heldReasons: c.heldReasons,
});

const view = (c: ShownComment): CommentView => ({
  id: c.id,
  articleId: c.articleId,
  parentId: c.parentId ?? null,
  ...(c.replyTo !== undefined && { replyTo: c.replyTo }),
  text: c.text,
  html: commentHtml(c.text),
  author: { name: c.authorName, ...(c.badge !== undefined && { badge: c.badge }) },
  status: c.status,
  revision: c.revision,
  likes: c.likes,
  replyCount: c.replyCount,
  createdAt: c.createdAt,
  ...(c.editedAt !== undefined && { editedAt: c.editedAt }),
  ...(c.deletedBy !== undefined && { deletedBy: c.deletedBy }),
});
