import type { CommentStatus } from '../../../shared/comment/comment.ts';
import { commentParagraphs } from '../../../shared/comment/comment-html.ts';
import { type Commenting, closingOf } from '../../../shared/comment/commenting.ts';
import { type Standing, suspendedAt } from '../../../shared/comment/standing.ts';
import type { Finding, Rule, Ruling, Trace } from '../../../shared/comment/trace.ts';
import type { Instant } from '../../../shared/time.ts';
import { approvals, type History, refusedPercent, repeats } from './history.ts';
import type { RuleBook } from './rule-book.ts';
import { type Tokens, tokensOf } from './tokens.ts';

/** A text that someone posts, or an edit makes; cleaned, and not too long. */
export interface Submission {
  id: string;
  articleId: string;
  text: string;
  textHash: string;
  at: Instant;
  isGuest: boolean;
  /** Moderators' and editors' own words are not held. */
  isStaff: boolean;
  /** Whether a field is filled that people do not see. */
  fillsTrap: boolean;
  /** Whether the text that it replaces was refused by a moderator, or held for readers' flags. */
  wasStopped: boolean;
}

/** Everything else that decides what becomes of it. */
export interface Circumstances {
  book: RuleBook;
  /** When its article was published first. */
  publishedAt: Instant;
  commenting?: Commenting | undefined;
  standing?: Standing | undefined;
  history: History;
}

/** Why nothing is taken from this poster, or on this article. */
export type Refusal =
  | { code: 'discussion-closed'; since: Instant }
  | { code: 'poster-banned' }
  | { code: 'poster-suspended'; until: Instant };

export interface Received {
  status: CommentStatus;
  trace: Trace;
}

interface Subject extends Submission, Circumstances {
  tokens: () => Tokens;
}

type Says = { refuse: Refusal } | { ruling: Ruling; detail?: string } | undefined;

/** The rules in their order. `length` has been asked before, as a text that breaks it is none; `external` is asked after, as it is far away. */
const ASK: readonly (readonly [Rule, (subject: Subject) => Says])[] = [
  ['closed', closed],
  ['repeat', repeat],
  ['banned-words', ({ book, tokens }) => inList('reject', book.banned.find(tokens()).entry)],
  ['suspect-words', ({ book, tokens }) => inList('hold', book.suspect.find(tokens()).entry)],
  ['links', links],
  ['honeypot', ({ fillsTrap }) => (fillsTrap ? { ruling: 'spam' } : undefined)],
  ['standing', standingSays],
  ['newcomer', newcomer],
  ['rejection-rate', rejectionRate],
  ['mode', modeSays],
  ['guest', guest],
  ['review', ({ wasStopped }) => (wasStopped ? { ruling: 'hold' } : undefined)],
];

/**
 * What becomes of a text, and why: a pure function, every rule asked in its order. The first refusal ends it; else the strictest
 * ruling decides: SPAM, REJECTED, PENDING, and PUBLISHED where there is none.
 */
export function receive(submission: Submission, circumstances: Circumstances): { refused: Refusal } | Received {
  let tokens: Tokens | undefined;
  const subject = { ...submission, ...circumstances, tokens: () => (tokens ??= tokensOf(submission.text)) };
  const found: Finding[] = [];
  for (const [rule, ask] of ASK) {
    const says = ask(subject);
    if (!says) continue;
    if ('refuse' in says) return { refused: says.refuse };
    if (!submission.isStaff) found.push({ rule, ...says });
  }
  return { status: statusOf(found), trace: { settings: circumstances.book.version, found } };
}

/** The same with one finding more. */
export const alsoFound = ({ trace }: Received, finding: Finding): Received => {
  const found = [...trace.found, finding];
  return { status: statusOf(found), trace: { ...trace, found } };
};

function statusOf(found: readonly Finding[]): CommentStatus {
  const has = (ruling: Ruling) => found.some((each) => each.ruling === ruling);
  if (has('spam')) return 'SPAM';
  if (has('reject')) return 'REJECTED';
  return has('hold') ? 'PENDING' : 'PUBLISHED';
}

function closed({ at, publishedAt, commenting, book }: Subject): Says {
  const closing = closingOf({ publishedAt }, commenting, book.rules);
  return closing !== undefined && closing <= at ? { refuse: { code: 'discussion-closed', since: closing } } : undefined;
}

function repeat({ history, book, ...said }: Subject): Says {
  const { repeatMinutes } = book.rules;
  return repeats(said, history, repeatMinutes) ? { ruling: 'hold' } : undefined;
}

const inList = (ruling: Ruling, entry: string | undefined): Says =>
  entry === undefined ? undefined : { ruling, detail: entry };

function links({ text, book }: Subject): Says {
  const count = commentParagraphs(text)
    .flat()
    .filter((part) => 'link' in part).length;
  return count > book.rules.maxLinks ? { ruling: 'hold', detail: String(count) } : undefined;
}

/** Why nothing is taken from someone at this instant, whatever it is. */
export function refusalOf(standing: Standing | undefined, at: Instant): Refusal | undefined {
  if (standing?.banned) return { code: 'poster-banned' };
  const until = suspendedAt(standing, at);
  return until === undefined ? undefined : { code: 'poster-suspended', until };
}

/** What moderators have set does not bind their own kind; what an editor has set does. */
function standingSays({ standing, at, isStaff }: Subject): Says {
  if (isStaff && !standing?.byEditor) return undefined;
  const refuse = refusalOf(standing, at);
  if (refuse) return { refuse };
  return standing?.mode === 'pre' ? { ruling: 'hold' } : undefined;
}

function newcomer({ book, history }: Subject): Says {
  const { hold, approvals: wanted } = book.rules.newcomers;
  const had = approvals(history);
  return hold && had < wanted ? { ruling: 'hold', detail: String(had) } : undefined;
}

function rejectionRate({ book, history, at }: Subject): Says {
  const { hold, percent } = book.rules.rejectionRate;
  const refused = refusedPercent(history, at);
  return hold && refused !== undefined && refused >= percent
    ? { ruling: 'hold', detail: `${Math.round(refused)} %` }
    : undefined;
}

function modeSays({ book, commenting }: Subject): Says {
  if (commenting?.mode === 'pre') return { ruling: 'hold', detail: 'article' };
  return book.rules.mode === 'pre' ? { ruling: 'hold', detail: 'site' } : undefined;
}

function guest({ isGuest, book, history }: Subject): Says {
  const { guests } = book.rules;
  const isTrusted = guests === 'publish' || (guests === 'known' && approvals(history) > 0);
  return isGuest && !isTrusted ? { ruling: 'hold' } : undefined;
}

/** Whether all that is published is to be reviewed as well: the strictest of what site, article and author say. */
export const reviewsAll = ({ book, commenting, standing }: Omit<Circumstances, 'publishedAt' | 'history'>): boolean =>
  [book.rules.mode, commenting?.mode, standing?.mode].some((mode) => (mode ?? 'reactive') !== 'reactive');
