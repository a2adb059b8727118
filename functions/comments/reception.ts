import { createHash } from 'node:crypto';
import { isRefused } from '../../shared/comment/comment.ts';
import { networkOf } from '../../shared/http/network.ts';
import { forbidden, Problem, tooManyRequests } from '../../shared/http/problem.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { discussionClosed } from './open-discussion.ts';
import { approvals, type History } from './pipeline/history.ts';
import {
  alsoFound,
  type Circumstances,
  type Received,
  type Refusal,
  receive,
  reviewsAll,
  type Submission,
} from './pipeline/receive.ts';
import type { RuleBook } from './pipeline/rule-book.ts';
import { wordsOf } from './pipeline/word-list.ts';
import type { Check, Moderation, Throttle } from './ports.ts';

export interface ReceptionDeps {
  moderation: Moderation;
  throttle: Throttle;
  /** Absent where the stage asks nobody. */
  check?: Check | undefined;
}

/** What is published, held or refused of someone's words, and what the comment says of it. */
export interface Reception {
  status: Received['status'];
  heldReasons: string[];
  trace: Received['trace'];
  /** Where it is PENDING, or PUBLISHED and to be reviewed. */
  heldSince?: Instant;
  unreviewedSince?: Instant;
  /** Where it is REJECTED or SPAM. */
  refusedSince?: Instant;
}

/**
 * What decides on a text beside its article, as of now: the rules in force, and how poster and article are had.
 *
 * Requests: at once one read each of the poster's standing, of how the article may be discussed and, where rules ask for them, of
 * the poster's newest comments and of what was reviewed of them; of a newcomer one more, of those comments themselves.
 */
export async function circumstancesOf(
  said: { poster: string; articleId: string; isGuest: boolean },
  { moderation }: Pick<ReceptionDeps, 'moderation'>,
  now: Date,
): Promise<Omit<Circumstances, 'publishedAt'>> {
  const book = await moderation.book(now);
  const [standing, commenting, history] = await Promise.all([
    moderation.standing(said.poster),
    moderation.commenting(said.articleId),
    historyOf(said, book, moderation),
  ]);
  return { book, standing, commenting, history };
}

/** Puts a text through the pipeline, as of now. Throws a 403 or 409 that says why nothing is taken. No requests to the tables. */
export async function receiveText(
  text: Omit<Submission, 'textHash' | 'at'>,
  circumstances: Circumstances,
  { check }: Pick<ReceptionDeps, 'check'>,
  now: Date,
): Promise<Reception & { textHash: string }> {
  const at = toInstant(now);
  const textHash = hashOf(text.text);
  const received = receive({ ...text, textHash, at }, circumstances);
  if ('refused' in received) throw problemOf(received.refused);
  const finding = received.status === 'PUBLISHED' && !text.isStaff ? await check?.(text.text) : undefined;
  const { status, trace } = finding ? alsoFound(received, finding) : received;
  return {
    status,
    heldReasons: trace.found.map(({ rule }) => rule),
    trace,
    textHash,
    ...(status === 'PENDING' && { heldSince: at }),
    ...(status === 'PUBLISHED' && reviewsAll(circumstances) && { unreviewedSince: at }),
    ...(isRefused(status) && { refusedSince: at }),
  };
}

/** Counts a post against poster and network. Throws a 429 for one too many. */
export async function throttled(
  poster: string,
  viewerAddress: string,
  { throttle }: Pick<ReceptionDeps, 'throttle'>,
  now: Date,
): Promise<void> {
  const wait = await throttle.take(poster, networkOf(viewerAddress), now);
  if (!wait) return;
  throw tooManyRequests('too-many-comments', 'Too many comments within a minute. Try again shortly.', wait.waitSeconds);
}

async function historyOf(
  { poster, isGuest }: { poster: string; isGuest: boolean },
  { rules }: RuleBook,
  moderation: Moderation,
): Promise<History> {
  const wanted = Math.max(
    rules.newcomers.hold ? rules.newcomers.approvals : 0,
    isGuest && rules.guests === 'known' ? 1 : 0,
  );
  const [said, reviewed] = await Promise.all([
    rules.repeatMinutes > 0 || wanted > 0 ? moderation.said(poster) : [],
    wanted > 0 || rules.rejectionRate.hold ? moderation.reviewed(poster) : [],
  ]);
  if (approvals({ reviewed }) >= wanted) return { said, reviewed };
  // The list lags: who was approved a moment ago is not to be held for it.
  const latest = await moderation.reviewedOf(said.map(({ id }) => id));
  const ids = new Set(latest.map(({ id }) => id));
  return { said, reviewed: [...latest, ...reviewed.filter(({ id }) => !ids.has(id))] };
}

/** Short, as it is for one person's comments alone. */
const hashOf = (text: string): string => createHash('sha256').update(wordsOf(text)).digest('base64url').slice(0, 12);

/** What someone is told of whom nothing is taken. */
export function problemOf(refusal: Refusal): Problem {
  switch (refusal.code) {
    case 'discussion-closed':
      return discussionClosed(refusal.since);
    case 'poster-banned':
      return forbidden(refusal.code, 'You can no longer comment here.');
    case 'poster-suspended':
      return new Problem({
        status: 403,
        code: refusal.code,
        detail: `You cannot comment until ${refusal.until}.`,
        extensions: { until: refusal.until },
      });
  }
}
