import * as z from 'zod';
import { ARTICLE_ID } from '../../shared/article/article-id.ts';
import { COMMENT_ID } from '../../shared/comment/comment-id.ts';
import { commentView } from '../../shared/comment/comment-view.ts';
import { type Endpoints, json, type Route } from '../../shared/http/route.ts';
import { commentCounts, commentPage, likeState, madeFlag, postedComment } from './answer-bodies.ts';
import { moderationRoutes } from './moderation/routes.ts';
import { personRoutes } from './person/routes.ts';
import { commentQuery, countsQuery, editedComment, newComment, newFlag, threadQuery } from './requests.ts';

const ofArticle = { id: z.string().regex(ARTICLE_ID).meta({ description: 'The id of an article.' }) };
const ofComment = { id: z.string().regex(COMMENT_ID).meta({ description: 'The id of a comment.' }) };

const GONE = 'The article was withdrawn.';
const NOT_NOW = 'The poster is banned, or suspended until the time in `until`.';
const CLOSED = 'The discussion is closed, since the time in `closedSince`.';
const TOO_MANY =
  'Too many comments within a minute, by one account or from one network: `Retry-After` says when to come back.';
const NO_COMMENT = 'There is no such comment, or none that the caller may know of.';

/** What this function answers. A route is added here together with its endpoint and its row in the table of roles. */
export const routes = [
  {
    method: 'POST',
    path: '/api/articles/{id}/comments',
    access: 'anyone',
    operationId: 'postComment',
    tag: 'Comments',
    summary: 'Post a comment, or answer one',
    description:
      'It is PUBLISHED, or PENDING until a moderator has seen it, as the rules of site and article have it; with a word that is not said here it is REJECTED. The same post under the same Idempotency-Key finds the comment that it made.',
    params: ofArticle,
    body: newComment,
    answers: { 201: json('The comment; for a guest with the `editToken` that opens it.', postedComment) },
    problems: {
      403: NOT_NOW,
      404: 'There is no such article, or no such comment to answer on it.',
      409: CLOSED,
      410: GONE,
      429: TOO_MANY,
      422: 'The Idempotency-Key was used for another comment.',
    },
  },
  {
    method: 'GET',
    path: '/api/articles/{id}/comments',
    access: 'anyone',
    operationId: 'listComments',
    tag: 'Comments',
    summary: 'The comments of an article, without their replies',
    params: ofArticle,
    query: threadQuery,
    answers: { 200: json('A page of comments, newest first unless said otherwise.', commentPage) },
    problems: { 404: 'There is no such article, or no such comment to be around.', 410: GONE },
  },
  {
    method: 'GET',
    path: '/api/comments/counts',
    access: 'anyone',
    operationId: 'countComments',
    tag: 'Comments',
    summary: 'How many published comments articles have',
    description:
      'By id of article: 0 too for one that nobody commented, that does not exist or that was withdrawn. Of up to four articles the numbers are exact at this instant, of more as of a moment ago.',
    query: countsQuery,
    answers: { 200: json('The numbers by the ids of the articles.', commentCounts) },
  },
  {
    method: 'GET',
    path: '/api/comments/{id}',
    access: 'anyone',
    operationId: 'getComment',
    tag: 'Comments',
    summary: 'One comment',
    description: 'A held or refused one is there for who wrote it and for moderators.',
    params: ofComment,
    query: commentQuery,
    takesEditToken: true,
    answers: { 200: json('The comment.', commentView) },
    problems: { 404: NO_COMMENT, 410: GONE },
  },
  {
    method: 'PATCH',
    path: '/api/comments/{id}',
    access: 'anyone',
    operationId: 'editComment',
    tag: 'Comments',
    summary: 'Give a comment of one’s own another text',
    description:
      'Within five minutes unless the newsroom says otherwise. The new text goes through all that a new comment’s does.',
    params: ofComment,
    query: commentQuery,
    takesEditToken: true,
    body: editedComment,
    answers: { 200: json('The comment as it is by now.', commentView) },
    problems: {
      403: 'It is not the caller’s, it is too late, or the poster is banned or suspended.',
      404: NO_COMMENT,
      409: 'The text is another by now: `comment` has it. Or the discussion is closed.',
      410: 'The article was withdrawn, or the comment deleted.',
      429: TOO_MANY,
    },
  },
  {
    method: 'DELETE',
    path: '/api/comments/{id}',
    access: 'anyone',
    operationId: 'deleteComment',
    tag: 'Comments',
    summary: 'Delete a comment of one’s own, or as a moderator any',
    description: 'Its words are gone for good. While it has replies its place stays, without words.',
    params: ofComment,
    query: commentQuery,
    takesEditToken: true,
    answers: { 204: { description: 'It is deleted, now or before.' } },
    problems: { 403: 'It is not the caller’s.', 404: NO_COMMENT },
  },
  {
    method: 'GET',
    path: '/api/comments/{id}/replies',
    access: 'anyone',
    operationId: 'listReplies',
    tag: 'Comments',
    summary: 'The replies to a comment',
    params: ofComment,
    query: threadQuery,
    answers: { 200: json('A page of replies, oldest first unless said otherwise.', commentPage) },
    problems: { 404: NO_COMMENT, 410: GONE },
  },
  {
    method: 'PUT',
    path: '/api/comments/{id}/like',
    access: 'reader',
    operationId: 'likeComment',
    tag: 'Comments',
    summary: 'Like a comment',
    description: 'Once a person, however often it is said. Lists have the new number a few seconds later.',
    params: ofComment,
    answers: { 200: json('Liked, and how many like it by now.', likeState) },
    problems: { 404: NO_COMMENT, 409: CLOSED, 410: GONE },
  },
  {
    method: 'DELETE',
    path: '/api/comments/{id}/like',
    access: 'reader',
    operationId: 'unlikeComment',
    tag: 'Comments',
    summary: 'Take a like back',
    params: ofComment,
    answers: { 200: json('Not liked, and how many like it by now.', likeState) },
    problems: { 404: NO_COMMENT, 409: CLOSED, 410: GONE },
  },
  {
    method: 'POST',
    path: '/api/comments/{id}/flags',
    access: 'reader',
    operationId: 'flagComment',
    tag: 'Comments',
    summary: 'Tell moderators what is wrong with a comment',
    description: 'Once a person and text. Nobody learns who has flagged a comment, or that it was flagged.',
    params: ofComment,
    body: newFlag,
    answers: {
      200: json('The flag that the caller has made before.', madeFlag),
      201: json('The flag.', madeFlag),
    },
    problems: {
      403: 'The caller is banned or suspended.',
      404: NO_COMMENT,
      410: GONE,
      422: 'The Idempotency-Key was used for another flag on this comment.',
    },
  },
  ...moderationRoutes,
  ...personRoutes,
] as const satisfies readonly Route[];

export type CommentEndpoints = Endpoints<(typeof routes)[number]>;
