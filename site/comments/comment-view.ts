import { COMMENT_LINK_REL, type CommentPart, commentParagraphs } from '../../shared/comment/comment-html.ts';
import { displayTime } from '../../shared/display-time.ts';
import type { Comment } from './comment.ts';
import { element } from './element.ts';
import type { Words } from './words.ts';

/** Where and for whom comments are shown. */
export interface Setting {
  words: Words;
  language: string;
  /** IANA zone of the times. */
  zone: string;
}

export const anchorOf = (commentId: string): string => `comment-${commentId}`;

/** One comment: who, when, and the words. A tombstone says that it is one. */
export function commentView(comment: Comment, setting: Setting, note?: string): HTMLElement {
  const { words, language, zone } = setting;
  const isOwn = note !== undefined;
  if (comment.status !== 'PUBLISHED' && !isOwn) {
    return element('article', { id: anchorOf(comment.id) }, element('p', { class: 'meta' }, words.notShown));
  }
  const time = element('time', { datetime: comment.createdAt }, displayTime(comment.createdAt, language, zone));
  const by = element('strong', {}, element('bdi', {}, comment.author));
  const badge = comment.badge === undefined ? undefined : ` · ${comment.badge}`;
  const edited = comment.isEdited ? ` · ${words.edited}` : undefined;
  return element(
    'article',
    { id: anchorOf(comment.id) },
    element('p', { class: 'meta' }, by, badge, ' · ', time, edited),
    element('div', { dir: 'auto' }, ...commentParagraphs(comment.text).map(paragraph)),
    isOwn ? element('p', { class: 'meta' }, note) : undefined,
  );
}

const paragraph = (parts: readonly CommentPart[]): HTMLElement => element('p', {}, ...parts.map(nodeOf));

function nodeOf(part: CommentPart): Node | string {
  if ('lineEnd' in part) return element('br');
  if ('text' in part) return part.text;
  // Only http and https addresses are links.
  return element('a', { href: part.link, rel: COMMENT_LINK_REL }, part.link);
}
