import * as z from 'zod';
import { isCommentId } from '../../../shared/comment/comment-id.ts';
import { pageQuery } from '../../../shared/http/list.ts';
import { json, type Route } from '../../../shared/http/route.ts';
import { erasureReceipt, personalData } from './answers.ts';
import { personNamed } from './requests.ts';

const guests = {
  commentId: z
    .string()
    .refine(isCommentId, 'Not the id of a comment.')
    .optional()
    .meta({ description: 'For guests: the comment that the edit token opens.' }),
  editToken: z
    .string()
    .optional()
    .meta({ description: 'What a guest was given with the comment, for who cannot set headers.' }),
};

const PER_PAGE = 25;

const ERASED = {
  200: json('All of it is gone.', erasureReceipt),
  202: json('It has begun; `pending` goes within minutes, or by the same request again.', erasureReceipt),
};

const OF_OTHERS =
  'For guests, whose address nothing here has checked, and for accounts that are closed: make sure first that it is they who ask. That it was asked, and by which editor, is in the audit; for whom is not.';

/** What people may do with all that is kept of them. */
export const personRoutes = [
  {
    method: 'GET',
    path: '/api/users/me/data',
    access: 'anyone',
    operationId: 'getMyData',
    tag: 'Readers',
    summary: 'All that is kept of the caller',
    description:
      'Comments with earlier texts and decisions, then likes and flags. A guest gets the comment that the edit token opens: anyone may give anyone’s address, so that a token says nothing of others under it.',
    query: pageQuery(PER_PAGE).extend(guests),
    takesEditToken: true,
    answers: { 200: json('A page of it.', personalData) },
    problems: { 401: 'Neither an account’s token nor a comment’s.', 404: 'There is no such comment.' },
  },
  {
    method: 'DELETE',
    path: '/api/users/me',
    access: 'anyone',
    operationId: 'eraseMe',
    tag: 'Readers',
    summary: 'Erase all that is kept of the caller',
    description:
      'Comments lose words and name, and keep their place while they have replies. Asked again it goes on, and once all is gone answers the same.',
    query: z.strictObject(guests),
    takesEditToken: true,
    answers: ERASED,
    problems: { 401: 'Neither an account’s token nor a comment’s.', 404: 'There is no such comment.' },
  },
  {
    method: 'POST',
    path: '/api/moderation/people/data',
    access: 'editor',
    operationId: 'getDataOf',
    tag: 'Moderation',
    summary: 'All that is kept of somebody who asks for it',
    description: OF_OTHERS,
    query: pageQuery(PER_PAGE),
    body: personNamed,
    answers: { 200: json('A page of it.', personalData) },
  },
  {
    method: 'POST',
    path: '/api/moderation/people/erasure',
    access: 'editor',
    operationId: 'erasePerson',
    tag: 'Moderation',
    summary: 'Erase all that is kept of somebody who asks for it',
    description: `${OF_OTHERS} Asked again it goes on, and once all is gone answers the same.`,
    body: personNamed,
    answers: ERASED,
  },
] as const satisfies readonly Route[];
