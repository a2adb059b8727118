import type { Account } from './account.ts';
import type { DiscussionApi } from './api.ts';
import type { Comment, Posted } from './comment.ts';
import type { Likes } from './likes.ts';
import type { OwnComments } from './own-comments.ts';
import type { Words } from './words.ts';

/** Where and for whom comments are shown, and what can be asked there. */
export interface Setting {
  api: DiscussionApi;
  words: Words;
  language: string;
  /** IANA zone of the times. */
  zone: string;
  /** Who is signed in by now. */
  account: () => Account | undefined;
  own: OwnComments;
  likes: Likes;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The same to a part of a discussion, which tells the whole what became of a comment. */
export interface Here extends Setting {
  /** When the discussion was closed, if it is. */
  closedSince: string | undefined;
  /** Who wrote the comments that are shown, by id: answers say whom they answer. */
  names: Map<string, string>;
  posted: (posted: Posted) => void;
  /** One's own has another text or state. */
  changed: (comment: Comment) => void;
  removed: (comment: Comment) => void;
}
