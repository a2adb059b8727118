import { COMMENT_LINK_REL, type CommentPart, commentParagraphs } from '../../shared/comment/comment-html.ts';
import { displayTime } from '../../shared/display-time.ts';
import type { Comment } from './comment.ts';
import { commentActions } from './comment-actions.ts';
import { element } from './element.ts';
import type { Here } from './here.ts';
import { stateOf } from './state.ts';

export const anchorOf = (commentId: string): string => `comment-${commentId}`;

/**
 * One comment: who, when, the words, and what can be done with it. One's own says so where others do not see it. A tombstone says that it
 * is one.
 */
export function commentView(comment: Comment, here: Here): HTMLElement {
  const { words, names, own } = here;
  const id = anchorOf(comment.id);
  const isShown = comment.status === 'PUBLISHED' || own.find(comment.id) !== undefined;
  if (!isShown || comment.isDeleted) {
    return element('article', { id }, element('p', { class: 'meta' }, words.notShown));
  }
  names.set(comment.id, comment.author);
  const state = stateOf(comment, words);
  return element(
    'article',
    { id, class: comment.isFeatured ? 'featured' : undefined },
    element('p', { class: 'meta' }, ...bylineOf(comment, here)),
    answeredOf(comment, here),
    element('div', { dir: 'auto' }, ...commentParagraphs(comment.text).map(paragraph)),
    state === undefined ? undefined : element('p', { class: 'meta state' }, state),
    ...commentActions(comment, here),
  );
}

function bylineOf(comment: Comment, { words, language, zone }: Here): (Node | string)[] {
  const time = displayTime(comment.createdAt, language, zone);
  const link = element(
    'a',
    { href: `#${anchorOf(comment.id)}`, 'aria-label': words.linkTo(time) },
    element('time', { datetime: comment.createdAt }, time),
  );
  const marks = [
    ...(comment.badge === undefined ? [] : [element('span', { class: 'mark' }, comment.badge)]),
    link,
    ...(comment.isEdited ? [words.edited] : []),
    ...(comment.isFeatured ? [element('span', { class: 'mark' }, `★ ${words.featured}`)] : []),
  ];
  return [element('strong', {}, element('bdi', {}, comment.author)), ...marks.flatMap((mark) => [' · ', mark])];
}

/** Which other answer it answers; that it answers the head of its thread is seen. */
function answeredOf({ replyTo }: Comment, { words, names }: Here): HTMLElement | undefined {
  if (replyTo === undefined) return undefined;
  const name = element('bdi', {}, names.get(replyTo) ?? words.another);
  return element('p', { class: 'meta' }, `${words.inAnswerTo} `, element('a', { href: `#${anchorOf(replyTo)}` }, name));
}

const paragraph = (parts: readonly CommentPart[]): HTMLElement => element('p', {}, ...parts.map(nodeOf));

function nodeOf(part: CommentPart): Node | string {
  if ('lineEnd' in part) return element('br');
  if ('text' in part) return part.text;
  // Only http and https addresses are links.
  return element('a', { href: part.link, rel: COMMENT_LINK_REL }, part.link);
}
