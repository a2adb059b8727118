import type * as z from 'zod';
import { posterOfUser } from '../../../shared/comment/comment-id.ts';
import type { Standing } from '../../../shared/comment/standing.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { conflict, forbidden, unavailable } from '../../../shared/http/problem.ts';
import type { Histories, HistoryMove } from '../../../shared/person/history-move.ts';
import { moveHistory } from '../../../shared/person/move-history.ts';
import { toInstant } from '../../../shared/time.ts';
import { unlessBusy } from '../busy-table.ts';
import type { Audit, Standings } from './ports.ts';
import type { newStanding } from './requests.ts';

export interface StandingDeps {
  standings: Standings;
  histories: Histories;
  audit: Pick<Audit, 'hasActed'>;
}

const ATTEMPTS = 8;

/** What of a history one call moves: some 300 comments, two seconds of the fifteen that it has. */
const PAGES = 6;

/** A poster by what moderators are shown, or by an account's subject alone. */
export const posterNamed = (id: string): string => (/^(user|guest):/.test(id) ? id : posterOfUser(id));

/**
 * Sets how someone is had, and hides or shows what they have posted: as much of it as one call may, the rest goes on in the background. Throws a
 * 409 where it is no longer what was seen, and a 403 for a moderator who sets it of one of their own, of themselves, or against an editor.
 *
 * Requests: one read, one query, one transaction; and those of `moveHistory`.
 */
export async function setStanding(
  poster: string,
  { revision, ...set }: z.output<typeof newStanding>,
  caller: Caller,
  deps: StandingDeps,
  now: Date,
): Promise<void> {
  const byEditor = caller.roles.includes('editor');
  if (poster === posterOfUser(caller.userId)) throw forbidden('own-standing', 'Nobody sets this of themselves.');
  if (!byEditor && (await isStaff(poster, deps))) {
    throw forbidden('editor-required', 'Only an editor sets this of moderators and editors.');
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { standing: before, history } = await deps.standings.find(poster);
    if (revision !== undefined && revision !== (before?.revision ?? 0)) {
      throw conflict('revision-conflict', 'Somebody else has set it meanwhile.');
    }
    if (before?.byEditor && !byEditor) throw forbidden('editor-required', 'An editor has set this.');
    const after = standingOf(before, set, { by: caller.userId, byEditor, at: toInstant(now) });
    const { hideHistory } = set;
    const moves = hideHistory !== undefined && (hideHistory || before?.hideHistory);
    const isUnderWay = history?.passes === 0 && history.hidden === hideHistory && history.byEditor === byEditor;
    const move = moves && !isUnderWay ? moveOf(after, hideHistory) : undefined;
    if (!(await deps.standings.save(poster, before, after, move))) continue;
    if (moves) await unlessBusy(moveHistory(poster, deps.histories, now, PAGES));
    return;
  }
  throw unavailable('discussion-busy', 'Too many set this at once. Try again.');
}

/** Who has ever decided as a moderator. Who only could is safe as well: what binds staff, their token says at posting. */
async function isStaff(poster: string, { audit }: StandingDeps): Promise<boolean> {
  return poster.startsWith('user:') && (await audit.hasActed(poster.slice('user:'.length)));
}

const moveOf = ({ revision, by, byEditor = false, at }: Standing, hide: boolean): HistoryMove => ({
  schemaVersion: 1,
  revision,
  hidden: hide,
  by,
  byEditor,
  at,
  changed: 0,
  passes: 0,
});

function standingOf(
  before: Standing | undefined,
  set: Omit<z.output<typeof newStanding>, 'revision'>,
  { by, byEditor, at }: { by: string; byEditor: boolean; at: string },
): Standing {
  const { suspendedUntil, reason, mode, premod, ...flags } = set;
  return {
    ...before,
    ...flags,
    ...(suspendedUntil !== undefined && { suspendedUntil: suspendedUntil ?? undefined }),
    mode: modeOf(before, { mode, premod }),
    // A reason is of one act.
    reason: reason ?? undefined,
    schemaVersion: 1,
    revision: (before?.revision ?? 0) + 1,
    byEditor,
    by,
    at,
  };
}

function modeOf(before: Standing | undefined, { mode, premod }: Pick<z.output<typeof newStanding>, 'mode' | 'premod'>) {
  if (mode !== undefined) return mode ?? undefined;
  if (premod) return 'pre';
  return premod === false && before?.mode === 'pre' ? undefined : before?.mode;
}
