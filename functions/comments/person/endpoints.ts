import { posterOfUser } from '../../../shared/comment/comment-id.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { unauthorized } from '../../../shared/http/problem.ts';
import type { Endpoints } from '../../../shared/http/route.ts';
import { erasePerson } from '../../../shared/person/erase-person.ts';
import { erasureIdOf, type Subject } from '../../../shared/person/erasure.ts';
import type { Erasures } from '../../../shared/person/ports.ts';
import { toInstant } from '../../../shared/time.ts';
import { unlessBusy } from '../busy-table.ts';
import { opens } from '../edit-token.ts';
import { existingComment, noSuchComment } from '../find-comment.ts';
import { listBody, type PageQuery, windowOf } from '../page-query.ts';
import { dataOf } from './personal-data.ts';
import type { BesideComments, ModeratorsActs, PersonAct } from './ports.ts';
import { receiptOf } from './receipt.ts';
import { posterOfNamed } from './requests.ts';
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
  const dataPage = async (subject: Subject, query: PageQuery) => {
    const scope = `data of ${JSON.stringify(subject)}`;
    const poster = await posterOf(subject, person);
    const [{ items, next }, standing] = await Promise.all([
      dataOf(subject, windowOf(query, scope), { data: person, beside: deps.beside }),
      'poster' in subject ? person.standing(poster) : undefined,
    ]);
    const { schemaVersion: _, revision: __, by: ___, byEditor: ____, ...set } = standing ?? {};
    return { status: 200, body: { ...listBody(items, next, scope), poster, standing: standing ? set : null } };
  };
  const erased = async (subject: Subject, userId: string | undefined, now: Date) => {
    const erasure = await unlessBusy(erasePerson(subject, person, now, PAGES));
    const isModerator = userId !== undefined && (await audit.hasActed(userId));
    return { status: erasure.done ? 200 : 202, body: receiptOf(erasure, { isModerator }) };
  };
  const noted = async (asked: PersonAct['asked'], subject: Subject, caller: Caller | undefined, now: Date) => {
    if (!caller) throw unauthorized('token-required', 'This is done by someone.');
    await audit.notePersonAct({ person: erasureIdOf(subject), asked, by: caller.userId, at: toInstant(now) });
  };

  return {
    'GET /api/users/me/data': async (request) => await dataPage(await subjectOf(request, person), request.query),

    'DELETE /api/users/me': async (request) =>
      await erased(await subjectOf(request, person), request.caller?.userId, request.now),

    'POST /api/moderation/people/data': async ({ body, query, caller, now }) => {
      const subject = { poster: posterOfNamed(body) };
      // Once, and not for each page of it.
      if (query.cursor === undefined) await noted('data', subject, caller, now);
      return await dataPage(subject, query);
    },

    'POST /api/moderation/people/erasure': async ({ body, caller, now }) => {
      const subject = { poster: posterOfNamed(body) };
      await noted('erasure', subject, caller, now);
      return await erased(subject, body.userId, now);
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
