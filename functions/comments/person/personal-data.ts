import type { Comment } from '../../../shared/comment/comment.ts';
import { actorOf } from '../../../shared/comment/comment-id.ts';
import { cursorInvalid } from '../../../shared/http/cursor.ts';
import type { Subject } from '../../../shared/person/erasure.ts';
import type { Act, PersonalData } from '../../../shared/person/ports.ts';
import type { Window } from '../ports.ts';
import type { PersonalDataPage } from './answers.ts';
import type { BesideComments } from './ports.ts';

export interface PersonalDataDeps {
  data: PersonalData;
  beside: BesideComments;
}

type Kept = PersonalDataPage['items'][number];

/** Lambda answers 6 MB at most; a page that has come to so many characters ends. */
const ENOUGH = 1_500_000;

/**
 * A page of what is kept of someone, and the position to go on from: first comments, oldest first, then likes and flags.
 *
 * Requests: one read of what moderators have set, one or two queries; of each comment one read and two queries, of each flag one read.
 */
export async function dataOf(
  subject: Subject,
  window: Window,
  deps: PersonalDataDeps,
): Promise<{ items: Kept[]; next?: string }> {
  if ('commentId' in subject) return { items: await keptComment(subject.commentId, deps) };
  const { poster } = subject;
  const { list, after } = positionOf(window.after);
  if (list === 'acts') return await actsOf(poster, after, window.limit, deps);
  const page = await deps.data.comments(poster, { after, limit: window.limit });
  const items: Kept[] = [];
  let size = 0;
  for (const [i, { id, position }] of page.items.entries()) {
    const kept = await keptComment(id, deps);
    items.push(...kept);
    size += JSON.stringify(kept).length;
    if (size > ENOUGH && i < page.items.length - 1) return { items, next: `comments:${position}` };
  }
  if (page.next !== undefined) return { items, next: `comments:${page.next}` };
  const room = window.limit - page.items.length;
  if (room === 0) return { items, next: 'acts:' };
  const acts = await actsOf(poster, undefined, room, deps);
  return { ...acts, items: [...items, ...acts.items] };
}

function positionOf(position = 'comments:'): { list: string; after: string | undefined } {
  const [, list = '', after = ''] = /^(comments|acts):(.*)$/.exec(position) ?? [];
  if (list === '') throw cursorInvalid();
  return { list, after: after === '' ? undefined : after };
}

async function keptComment(id: string, { data, beside }: PersonalDataDeps): Promise<Kept[]> {
  const [comment, { revisions, decisions }] = await Promise.all([data.find(id), beside.beside(id)]);
  if (!comment || comment.deletedBy === 'erasure') return [];
  return [
    {
      kind: 'comment',
      ...withoutSecrets(comment),
      earlierTexts: revisions.map(({ revision, text, at }) => ({ revision, text, at })),
      decisions: decisions.map(({ id: _, commentId: __, by: ___, ...said }) => said),
    },
  ];
}

function withoutSecrets(c: Comment) {
  const { schemaVersion: _, editNonce: __, editTokenHash: ___, fingerprint: ____, textHash: _____, ...kept } = c;
  return kept;
}

async function actsOf(poster: string, after: string | undefined, limit: number, { data }: PersonalDataDeps) {
  const actor = actorOf(poster);
  const { items, next } = await data.acts(actor, { after, limit });
  const kept = await Promise.all(items.map((act) => keptAct(act, actor, data)));
  return { items: kept.flat(), ...(next !== undefined && { next: `acts:${next}` }) };
}

async function keptAct({ act, commentId }: Act, actor: string, data: PersonalData): Promise<Kept[]> {
  if (act === 'LIKE') return [{ kind: 'like', commentId }];
  const flag = await data.flag(commentId, actor);
  if (!flag) return [];
  const { revision, reason, note, at } = flag;
  return [{ kind: 'flag', commentId, revision, reason, ...(note !== undefined && { note }), at }];
}
