import { posterOfUser } from '../../../shared/comment/comment-id.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { unauthorized } from '../../../shared/http/problem.ts';
import type { Endpoints } from '../../../shared/http/route.ts';
import { erasePerson } from '../../../shared/person/erase-person.ts';
import type { Subject } from '../../../shared/person/erasure.ts';
import type { Erasures } from '../../../shared/person/ports.ts';
import { opens } from '../edit-token.ts';
import { existingComment, noSuchComment } from '../find-comment.ts';
import { listBody, windowOf } from '../page-query.ts';
import { dataOf } from './personal-data.ts';
import type { BesideComments, ModeratorsActs } from './ports.ts';
import { receiptOf } from './receipt.ts';
import type { personRoutes } from './routes.ts';

export interface PersonDeps {
  person: Erasures;
  beside: BesideComments;
  audit: ModeratorsActs;
}

/** What one call erases: some 300 comments, two or three seconds of the fifteen that it has. */
const PAGES = 6;

interface Asking {
  caller?: Caller;
  query: { commentId?: string | undefined; editToken?: string | undefined };
  editToken?: string;
}

export function personEndpoints(deps: PersonDeps): Endpoints<(typeof personRoutes)[number]> {
  const { person, audit } = deps;
  return {
    'GET /api/users/me/data': async (request) => {
      const subject = await subjectOf(request, person);
      const scope = `data of ${JSON.stringify(subject)}`;
      const poster = await posterOf(subject, person);
      const [{ items, next }, standing] = await Promise.all([
        dataOf(subject, windowOf(request.query, scope), { data: person, beside: deps.beside }),
        'poster' in subject ? person.standing(poster) : undefined,
      ]);
      const { schemaVersion: _, revision: __, by: ___, byEditor: ____, ...set } = standing ?? {};
      return { status: 200, body: { ...listBody(items, next, scope), poster, standing: standing ? set : null } };
    },

    'DELETE /api/users/me': async (request) => {
      const subject = await subjectOf(request, person);
      const erasure = await erasePerson(subject, person, request.now, PAGES);
      const isModerator = request.caller !== undefined && (await audit.hasActed(request.caller.userId));
      return { status: erasure.done ? 200 : 202, body: receiptOf(erasure, { isModerator }) };
    },
  };
}

/** Whose data a request is for: the caller's, or of a guest the comment that the token opens. Throws a 401 or 404. */
async function subjectOf({ caller, query, ...headers }: Asking, person: Erasures): Promise<Subject> {
  if (caller) return { poster: posterOfUser(caller.userId) };
  const editToken = headers.editToken ?? query.editToken;
  if (query.commentId === undefined || editToken === undefined) {
    throw unauthorized('token-required', 'This needs the token of an account, or a comment’s id and its edit token.');
  }
  const comment = await existingComment(person, query.commentId);
  // Once erased no token opens it any more, and there is nothing left to say of it.
  if (!opens(editToken, comment)) throw noSuchComment();
  return { commentId: comment.id };
}

const posterOf = async (subject: Subject, person: Erasures): Promise<string> =>
  'poster' in subject ? subject.poster : ((await person.find(subject.commentId))?.poster ?? '');
