import * as z from 'zod';
import { instant } from '../time.ts';
import { type Comment, type ShownComment, shownComment } from './comment.ts';
import { commentHtml } from './comment-html.ts';

const { id, articleId, status, text, revision, likes, replyCount, deletedBy, featured } = shownComment.shape;

/** A comment as the API and the snapshots give it: the shape of the public contract. */
export const commentView = z
  .object({
    id,
    articleId,
    parentId: z.string().nullable(),
    replyTo: z.string().exactOptional(),
    text,
    html: z.string(),
    author: z.object({ name: z.string(), badge: z.string().exactOptional() }),
    status,
    revision,
    likes,
    replyCount,
    createdAt: instant,
    editedAt: instant.exactOptional(),
    deletedBy: deletedBy.unwrap().exactOptional(),
    featured: featured.unwrap().exactOptional(),
  })
  .meta({ id: 'Comment' });

export type CommentView = z.infer<typeof commentView>;

/** A comment as moderators see it. */
export const moderatedComment = commentView
  .extend({ heldReasons: z.array(z.string()) })
  .meta({ id: 'ModeratedComment' });

type ModeratedComment = z.infer<typeof moderatedComment>;

/** For anyone: whatever is not PUBLISHED is a tombstone, which keeps its place and its replies and says nothing else. */
export const publicView = (c: ShownComment): CommentView =>
  c.status === 'PUBLISHED' ? view(c) : { ...view({ ...c, text: '', authorName: '' }), author: { name: '' } };

/** For the one who wrote it. What a machine took for spam seems to wait: its author is not taught how to pass. */
export const ownView = (c: Comment): CommentView =>
  view(c.status === 'SPAM' && c.reviewedAt === undefined ? { ...c, status: 'PENDING' } : c);

/** For moderators, as anyone would read it if all were seen. */
export const fullView = (c: Comment): CommentView => view(c);

/** For moderators: with the reasons that it was held for. */
export const moderatorView = (c: Comment): ModeratedComment => ({
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
  ...(c.featured !== undefined && c.status === 'PUBLISHED' && { featured: c.featured }),
});
