import type { Comment } from './comment.ts';
import { anchorOf, commentView } from './comment-view.ts';
import { button, element, focusOn } from './element.ts';
import type { Here } from './here.ts';
import { PagedList } from './paged-list.ts';

/** The answers to the head of a thread, oldest first: read when they are asked for, shown and hidden by a button. */
export class Answers {
  readonly element: HTMLElement;
  readonly #head: Comment;
  readonly #here: Here;
  readonly #toggle: HTMLButtonElement;
  readonly #pages: PagedList;
  readonly #status = element('p', { role: 'status' });
  #count: number;
  #isRead: boolean;

  constructor(head: Comment, here: Here) {
    const { words, api } = here;
    this.#head = head;
    this.#here = here;
    this.#count = head.replyCount;
    this.#isRead = head.replyCount === 0;
    this.#pages = new PagedList(element('ol'), {
      words: { ...words, more: words.moreAnswers, previous: words.previousAnswers },
      item: (answer) => element('li', {}, commentView(answer, here)),
      read: (cursor) => api.answers(head.id, { cursor }),
    });
    this.#pages.element.id = `answers-${head.id}`;
    this.#toggle = button('', () => void this.#toggled());
    this.#toggle.setAttribute('aria-controls', this.#pages.element.id);
    this.element = element('div', {}, element('p', {}, this.#toggle), this.#status, this.#pages.element);
    this.#show(false);
  }

  /** Shows them, or the page of them that holds this one; answers the first of those that were read just now. */
  async open(around?: string): Promise<HTMLElement | undefined> {
    this.#show(true);
    if (this.#isRead && (around === undefined || document.getElementById(anchorOf(around)))) return undefined;
    try {
      const page = await this.#here.api.answers(this.#head.id, around === undefined ? {} : { around });
      this.#isRead = true;
      this.#status.textContent = '';
      return this.#pages.show(page);
    } catch {
      this.#status.textContent = this.#here.words.unread;
      return undefined;
    }
  }

  /** Has one more that was written here, at the end, where it is seen. */
  async enter(answer: Comment): Promise<void> {
    if (answer.status === 'PUBLISHED') this.#count += 1;
    await this.open();
    if (document.getElementById(anchorOf(answer.id))) return;
    this.#pages.append(element('li', {}, commentView(answer, this.#here)));
  }

  async #toggled(): Promise<void> {
    if (!this.#pages.element.hidden) this.#show(false);
    else {
      const first = await this.open();
      if (first) focusOn(first);
    }
  }

  #show(isShown: boolean): void {
    const { words } = this.#here;
    this.#pages.element.hidden = !isShown;
    this.#toggle.hidden = this.#count === 0;
    this.#toggle.textContent = isShown ? words.hideAnswers : words.answers(this.#count);
    this.#toggle.setAttribute('aria-expanded', String(isShown));
  }
}
