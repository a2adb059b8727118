import { type CommentWords, commentWordsIn } from '../../shared/comment/comment-words.ts';
import { spokenIn } from '../../shared/words.ts';
import type { Order } from './comment.ts';
import { ENGLISH } from './english.ts';
import { VIETNAMESE } from './vietnamese.ts';

/** What readers may have against a comment, as the API knows it. */
export const FLAG_REASONS = ['offensive', 'abusive', 'spam', 'off-topic', 'illegal', 'other'] as const;

export type FlagReason = (typeof FLAG_REASONS)[number];

/** What readers are told where comments are read and written. */
export type Words = OwnWords & Pick<CommentWords, 'featured' | 'inAnswerTo' | 'notShown' | 'none'>;

/** Of that, what no page says without a script. */
export interface OwnWords {
  title: (count: number) => string;
  order: string;
  orders: Record<Order, string>;
  more: string;
  previous: string;
  unread: string;
  /** Where the page's address names a comment that nobody may read. */
  notThere: string;

  answers: (count: number) => string;
  moreAnswers: string;
  previousAnswers: string;
  hideAnswers: string;
  another: string;
  linkTo: (time: string) => string;
  edited: string;

  like: string;
  likes: (count: number) => string;
  answer: string;
  edit: string;
  remove: string;
  report: string;
  /** Of an action on a comment, for who cannot see beside which one it stands. */
  on: (action: string, name: string) => string;

  write: string;
  answerTo: (name: string) => string;
  name: string;
  email: string;
  emailHint: string;
  /** Who is signed in. */
  as: (name: string) => string;
  text: string;
  trap: string;
  send: string;
  sending: string;
  cancel: string;
  save: string;
  reason: string;
  reasons: Record<FlagReason, string>;
  note: string;
  noteHint: string;
  removeForGood: string;

  published: string;
  held: string;
  refused: string;
  reported: string;
  removed: string;
  closedSince: (time: string) => string;

  needsAccount: string;
  /** By the code of a problem. */
  problems: Readonly<Record<string, string>>;
  tooMany: (seconds: number) => string;
  suspended: (until: string) => string;
  /** What cannot be taken as it is. */
  unfit: string;
  /** Where nothing is taken. */
  nothingTaken: string;
  /** What may go through later. */
  unsent: string;
}

/** In the language of the page. */
export const wordsOf = (language: string): Words => ({
  ...commentWordsIn(language),
  ...{ en: ENGLISH, vi: VIETNAMESE }[spokenIn(language)],
});
