import * as z from 'zod';
import { ARTICLE_ID } from '../../../shared/article/article-id.ts';
import { COMMENT_ID } from '../../../shared/comment/comment-id.ts';
import { moderatedComment } from '../../../shared/comment/comment-view.ts';
import { listOf } from '../../../shared/http/list.ts';
import { json, type Route } from '../../../shared/http/route.ts';
import { QUEUES } from '../../../shared/store/discussion-keys.ts';
import {
  articleCommenting,
  auditEntry,
  decisionResults,
  dryRunResult,
  posterStanding,
  queuedComment,
  settingsVersion,
} from './answers.ts';
import {
  auditQuery,
  decisions,
  dryRun,
  featuring,
  newCommenting,
  newSettings,
  newStanding,
  queueQuery,
  settingsQuery,
} from './requests.ts';

const ofArticle = { id: z.string().regex(ARTICLE_ID).meta({ description: 'The id of an article.' }) };
const ofComment = { id: z.string().regex(COMMENT_ID).meta({ description: 'The id of a comment.' }) };
const ofPoster = {
  id: z.string().meta({ description: 'The subject of an account, or `poster.id` of a comment in a queue.' }),
};

const SET_MEANWHILE = 'Somebody else has set it meanwhile.';

/** What moderators and editors do. */
export const moderationRoutes = [
  {
    method: 'GET',
    path: '/api/moderation/queues/{id}',
    access: 'moderator',
    operationId: 'listQueue',
    tag: 'Moderation',
    summary: 'Comments that wait for a moderator, or were refused',
    description:
      '`pending`: held; `reported`: flagged since they were reviewed; `unmoderated`: seen by readers and reviewed by nobody; `rejected`: refused by a rule or a moderator. A comment may stand in several.',
    params: { id: z.enum(QUEUES).meta({ description: 'The name of a queue.' }) },
    query: queueQuery,
    answers: { 200: json('A page of comments; it may be short and yet have a `next`.', listOf(queuedComment)) },
    problems: { 404: 'There is no such queue.' },
  },
  {
    method: 'POST',
    path: '/api/moderation/decisions',
    access: 'moderator',
    operationId: 'decideOnComments',
    tag: 'Moderation',
    summary: 'Approve or refuse comments',
    description:
      'Each decision is on the revision that the moderator saw; where the text is another by now it is refused.',
    body: decisions,
    answers: { 200: json('One result an item, in their order.', decisionResults) },
    problems: {
      404: 'There is none of these comments; `items` has the results.',
      409: 'None was applied since the texts have changed; `items` has the results.',
      422: 'The Idempotency-Key was used for other decisions.',
    },
  },
  {
    method: 'PATCH',
    path: '/api/moderation/comments/{id}',
    access: 'moderator',
    operationId: 'featureComment',
    tag: 'Moderation',
    summary: 'Have a comment stand out, or no longer',
    params: ofComment,
    body: featuring,
    answers: { 200: json('The comment.', moderatedComment) },
    problems: {
      404: 'There is no such comment.',
      409: 'The text is another by now: `comment` has it. Or readers do not see the comment.',
    },
  },
  {
    method: 'GET',
    path: '/api/moderation/users/{id}',
    access: 'moderator',
    operationId: 'getPoster',
    tag: 'Moderation',
    summary: 'How someone who comments is had',
    description: 'With how many of the newest fifty that were reviewed were approved and refused.',
    params: ofPoster,
    answers: { 200: json('As it is by now, also of someone who never commented.', posterStanding) },
  },
  {
    method: 'PUT',
    path: '/api/moderation/users/{id}',
    access: 'moderator',
    operationId: 'setPoster',
    tag: 'Moderation',
    summary: 'Ban or suspend someone, have all of theirs held, or hide what they have posted',
    description:
      'What is left out stays as it is. Of a long history some 300 comments are hidden or shown at once, and the rest within minutes: `history` of the answer, and of a GET, says how far it has come.',
    params: ofPoster,
    body: newStanding,
    answers: {
      200: json('As it is by now.', posterStanding),
      202: json('It is set, and the history is still under way.', posterStanding),
    },
    problems: {
      403: 'The one is a moderator or an editor, the caller’s own self, or an editor has set it: that is for editors.',
      409: SET_MEANWHILE,
    },
  },
  {
    method: 'GET',
    path: '/api/moderation/articles/{id}',
    access: 'moderator',
    operationId: 'getCommenting',
    tag: 'Moderation',
    summary: 'How an article may be discussed',
    params: ofArticle,
    answers: { 200: json('As it is by now; null is as the site has it.', articleCommenting) },
    problems: { 404: 'There is no such article.' },
  },
  {
    method: 'PUT',
    path: '/api/moderation/articles/{id}',
    access: 'moderator',
    operationId: 'setCommenting',
    tag: 'Moderation',
    summary: 'Set the mode of an article’s discussion, or close it',
    description: 'What is left out stays as it is.',
    params: ofArticle,
    body: newCommenting,
    answers: { 200: json('As it is by now.', articleCommenting) },
    problems: { 404: 'There is no such article.', 409: SET_MEANWHILE },
  },
  {
    method: 'GET',
    path: '/api/moderation/settings',
    access: 'moderator',
    operationId: 'getModerationSettings',
    tag: 'Moderation',
    summary: 'The rules that comments go through',
    query: settingsQuery,
    answers: { 200: json('A version of them; 0 is the stage’s own.', settingsVersion) },
    problems: { 404: 'There was no such version.' },
  },
  {
    method: 'PUT',
    path: '/api/moderation/settings',
    access: 'moderator',
    operationId: 'setModerationSettings',
    tag: 'Moderation',
    summary: 'Set the rules that comments go through',
    description: 'What is left out stays as it is in `version`. In force everywhere within ten seconds.',
    body: newSettings,
    answers: { 200: json('The version after.', settingsVersion) },
    problems: { 409: 'The settings are others by now: `version` says which.' },
  },
  {
    method: 'POST',
    path: '/api/moderation/settings/dry-run',
    access: 'moderator',
    operationId: 'tryModerationSettings',
    tag: 'Moderation',
    summary: 'What other rules would have made of the newest 1,000 comments',
    description:
      'What is left out is as in force. Rules that ask who a poster was or what else they said, and closed discussions, are not asked.',
    body: dryRun,
    answers: { 200: json('How many of them would be held or refused, and what differs from now.', dryRunResult) },
  },
  {
    method: 'GET',
    path: '/api/moderation/audit',
    access: 'moderator',
    operationId: 'listAudit',
    tag: 'Moderation',
    summary: 'Who decided what, when and why',
    description: 'All that moderators and editors did, or what one of them did, or what was done to one thing.',
    query: auditQuery,
    answers: { 200: json('A page of it, the newest first.', listOf(auditEntry)) },
  },
] as const satisfies readonly Route[];
