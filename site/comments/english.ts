import type { OwnWords } from './words.ts';

const ODD_CHARACTERS = 'It holds characters that cannot be published. Type it instead of pasting it.';
const ODD_NAME = 'Give a name of at most 60 characters.';
const CLOSED = 'This discussion is closed.';
const NOT_THERE = 'This comment is no longer there.';
const SIGNED_OUT = 'You are signed in no longer. Sign in again, then send it.';
const NEEDS_ACCOUNT = 'This needs an account. Sign in, then try again.';

export const ENGLISH: OwnWords = {
  title: (count) => `Comments (${count})`,
  order: 'Order',
  orders: { newest: 'Newest first', oldest: 'Oldest first', top: 'Most liked first' },
  more: 'More comments',
  previous: 'Comments before these',
  unread: 'The comments could not be read. Try again in a moment.',
  notThere: 'The comment that you were sent to is not there, or not any more.',

  answers: (count) => (count === 1 ? 'Show the answer' : `Show ${count} answers`),
  moreAnswers: 'More answers',
  previousAnswers: 'Answers before these',
  hideAnswers: 'Hide the answers',
  another: 'another comment',
  linkTo: (time) => `Link to this comment, ${time}`,
  edited: 'edited',

  like: 'Like',
  likes: (count) => (count === 1 ? '1 like' : `${count} likes`),
  answer: 'Answer',
  edit: 'Edit',
  remove: 'Delete',
  report: 'Report',
  on: (action, name) => `${action}: comment by ${name}`,

  write: 'Write a comment',
  answerTo: (name) => `Answer ${name}`,
  name: 'Name',
  email: 'Email',
  emailHint: 'It is not published.',
  as: (name) => `You write as ${name}.`,
  text: 'Comment',
  trap: 'Leave this empty',
  send: 'Send',
  sending: 'Sending…',
  cancel: 'Cancel',
  save: 'Save',
  reason: 'What is wrong with it?',
  reasons: {
    offensive: 'It is offensive',
    abusive: 'It attacks somebody',
    spam: 'It is advertising',
    'off-topic': 'It is off the topic',
    illegal: 'It breaks the law',
    other: 'Something else',
  },
  note: 'In your words',
  noteHint: 'Needed where it is something else. Only the editors read it.',
  removeForGood: 'Its words will be gone for good.',

  published: 'Your comment is published.',
  held: 'Only you see this: it waits for the editors to approve it.',
  refused: 'Only you see this: the editors have not published it.',
  reported: 'Thank you. The editors will look at it.',
  removed: 'Your comment is deleted.',
  closedSince: (time) => `This discussion has been closed since ${time}.`,

  needsAccount: NEEDS_ACCOUNT,
  problems: {
    'text-empty': 'There is nothing in it yet. Write something first.',
    'text-too-long': 'It is too long. Shorten it to 5,000 characters.',
    'text-control-character': ODD_CHARACTERS,
    'text-malformed': ODD_CHARACTERS,
    'text-bidi-override': ODD_CHARACTERS,
    'name-empty': ODD_NAME,
    'name-too-long': ODD_NAME,
    'name-malformed': ODD_NAME,
    'poster-banned': 'You can no longer comment here.',
    'not-the-author': 'Only who wrote a comment can change it.',
    'token-required': NEEDS_ACCOUNT,
    'invalid-token': SIGNED_OUT,
    'author-required': SIGNED_OUT,
    'discussion-closed': CLOSED,
    'edit-too-late': 'It is too late to change this comment. You can still delete it.',
    'revision-conflict': 'The comment was changed meanwhile. Close this, look at it as it stands, and edit it again.',
    'comment-deleted': NOT_THERE,
    'comment-not-found': NOT_THERE,
    'parent-not-found':
      'The comment that you answer is no longer there. Your words are: send them as a comment of their own.',
  },
  tooMany: (seconds) =>
    `Too much in a short time. Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}, then send it again.`,
  suspended: (until) => `You cannot comment until ${until}.`,
  unfit: 'It cannot be taken as it is. Look through what you have filled in.',
  nothingTaken: 'This article takes no comments.',
  unsent: 'It could not be sent. Nothing is lost: try again in a moment.',
};
