import { Answers } from './answers.ts';
import type { Comment } from './comment.ts';
import { commentView } from './comment-view.ts';
import { element } from './element.ts';
import type { Here } from './here.ts';

/** A comment with its answers, as an item of a list. */
export class Thread {
  readonly item: HTMLLIElement;
  readonly answers: Answers;

  constructor(head: Comment, here: Here) {
    this.answers = new Answers(head, here);
    this.item = element('li', {}, commentView(head, here), this.answers.element);
  }
}
